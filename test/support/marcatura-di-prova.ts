import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

const esegui = promisify(execFile);

/** A real time stamping authority (`openssl ts`) behind HTTP. */
export type MarcaturaDiProva = {
  url: string;
  /** PEM of the root it hangs from. */
  radice: string;
  /** What the next answers are: as they should be, those of another request, an HTTP error, or nonsense. */
  modo: 'buona' | 'vecchia' | 'guasta' | 'rifiuto' | 'illeggibile';
  /** `Authorization` headers received. */
  credenziali: (string | undefined)[];
  chiudi: () => Promise<void>;
};

const CONFIGURAZIONE = `
[req]
distinguished_name = nome
[nome]
[radice]
basicConstraints = critical, CA:true
[marca]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = marche
[marche]
serial = CARTELLA/seriale
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;

/** Starts it; `chiudi` when done. Needs the `openssl` that tests declare. */
export async function avviaMarcatura(): Promise<MarcaturaDiProva> {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-marche-'));
  const file = (nome: string): string => join(cartella, nome);
  writeFileSync(file('conf'), CONFIGURAZIONE.replaceAll('CARTELLA', cartella));
  writeFileSync(file('seriale'), '01\n');
  const openssl = (...a: string[]) => esegui('openssl', a, { cwd: cartella });
  await openssl(
    ...[
      'req',
      '-config',
      'conf',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'radice.key',
      '-out',
      'radice.pem',
    ],
    ...['-days', '3650', '-subj', '/CN=Autorita di prova', '-extensions', 'radice'],
  );
  await openssl(
    ...[
      'req',
      '-config',
      'conf',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'marca.key',
      '-out',
      'marca.csr',
    ],
    ...['-subj', '/CN=Marcatura di prova'],
  );
  await openssl(
    ...['x509', '-req', '-in', 'marca.csr', '-CA', 'radice.pem', '-CAkey', 'radice.key', '-CAcreateserial'],
    ...['-out', 'marca.pem', '-days', '3650', '-extfile', 'conf', '-extensions', 'marca'],
  );
  const stato: MarcaturaDiProva = {
    url: '',
    radice: file('radice.pem'),
    modo: 'buona',
    credenziali: [],
    chiudi: async () => {
      await new Promise((fatto) => server.close(fatto));
      rmSync(cartella, { recursive: true });
    },
  };
  let quante = 0;
  let precedente: Buffer | undefined;
  const rispondi = async (domanda: Buffer): Promise<Buffer> => {
    const n = ++quante;
    writeFileSync(file(`${n}.tsq`), domanda);
    // What the tool cannot read it refuses, with the answer that an authority would send.
    await openssl(
      ...[
        'ts',
        '-reply',
        '-config',
        'conf',
        '-section',
        'marche',
        '-queryfile',
        `${n}.tsq`,
        '-signer',
        'marca.pem',
      ],
      ...['-inkey', 'marca.key', '-chain', 'radice.pem', '-out', `${n}.tsr`],
    ).catch(() => undefined);
    return readFileSync(file(`${n}.tsr`));
  };
  const server = createServer((richiesta, risposta) => {
    void (async () => {
      stato.credenziali.push(richiesta.headers.authorization);
      const domanda = await buffer(richiesta);
      if (stato.modo === 'guasta') return risposta.writeHead(503).end();
      risposta.setHeader('content-type', 'application/timestamp-reply');
      if (stato.modo === 'illeggibile') return risposta.end('<html>');
      if (stato.modo === 'vecchia' && precedente) return risposta.end(precedente);
      precedente = await rispondi(stato.modo === 'rifiuto' ? Buffer.from('3000', 'hex') : domanda);
      return risposta.end(precedente);
    })().catch(() => risposta.writeHead(500).end());
  });
  await new Promise<void>((pronto) => server.listen(0, '127.0.0.1', pronto));
  stato.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
  return stato;
}
