import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export type LetteraRicevuta = {
  da: string;
  a: string[];
  intestazioni: string;
  testo: string;
  cifrata: boolean;
};

export type PostaDiProva = {
  porta: number;
  /** PEM of the certificate of the server, good for `localhost`. */
  certificato: string;
  /** What arrived, in order. */
  lettere: LetteraRicevuta[];
  /** Credentials that were tried, as `utente:password`. */
  credenziali: string[];
  connessioni: () => number;
  chiudi: () => Promise<void>;
};

/**
 * A real SMTP server on this machine.
 *
 * @param opzioni.rifiuta what to say to a recipient instead of taking it, e.g. 550 for good or 451 for now
 * @param opzioni.sicurezza as in the settings; the certificate is made now, with openssl
 */
export async function postaDiProva(
  opzioni: {
    sicurezza?: 'tls' | 'starttls' | 'nessuna';
    utente?: string;
    password?: string;
    rifiuta?: (a: string) => number | undefined;
  } = {},
): Promise<PostaDiProva> {
  const { sicurezza = 'nessuna', rifiuta } = opzioni;
  const { chiave, certificato } =
    sicurezza === 'nessuna' ? { chiave: '', certificato: '' } : nuovoCertificato();
  const lettere: LetteraRicevuta[] = [];
  const credenziali: string[] = [];
  let connessioni = 0;
  const server = new SMTPServer({
    secure: sicurezza === 'tls',
    ...(sicurezza !== 'nessuna' && { key: chiave, cert: certificato }),
    disabledCommands: [
      ...(sicurezza === 'nessuna' ? ['STARTTLS'] : []),
      ...(opzioni.utente === undefined ? ['AUTH'] : []),
    ],
    authOptional: opzioni.utente === undefined,
    onConnect: (_sessione, fatto) => {
      connessioni++;
      fatto();
    },
    onAuth: (chi, _sessione, fatto) => {
      credenziali.push(`${chi.username}:${chi.password}`);
      if (chi.username === opzioni.utente && chi.password === opzioni.password)
        fatto(null, { user: chi.username });
      else fatto(new Error('Credenziali errate'));
    },
    onRcptTo: ({ address }, _sessione, fatto) => {
      const codice = rifiuta?.(address);
      fatto(
        codice === undefined ? null : Object.assign(new Error('Casella rifiutata'), { responseCode: codice }),
      );
    },
    onData: (flusso, sessione, fatto) => {
      void text(flusso).then((grezza) => {
        const fine = grezza.indexOf('\r\n\r\n');
        const { mailFrom, rcptTo } = sessione.envelope;
        lettere.push({
          da: mailFrom === false ? '' : mailFrom.address,
          a: rcptTo.map((r) => r.address),
          intestazioni: grezza.slice(0, fine).replace(/\r\n[ \t]+/g, ' '),
          testo: senzaCodifica(grezza.slice(0, fine), grezza.slice(fine + 4)),
          cifrata: sessione.secure,
        });
        fatto();
      }, fatto);
    },
  });
  // A client that goes away in the middle is none of the test's business.
  server.on('error', () => undefined);
  await new Promise<void>((pronto) => server.listen(0, '127.0.0.1', pronto));
  return {
    porta: (server.server.address() as AddressInfo).port,
    certificato,
    lettere,
    credenziali,
    connessioni: () => connessioni,
    chiudi: () => new Promise((fatto) => server.close(() => fatto())),
  };
}

/** The text of a message that has no other parts, whichever way it was encoded. */
function senzaCodifica(intestazioni: string, corpo: string): string {
  if (/^content-transfer-encoding: base64/im.test(intestazioni))
    return Buffer.from(corpo, 'base64').toString();
  if (!/^content-transfer-encoding: quoted-printable/im.test(intestazioni)) return corpo;
  const byte = corpo
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, esa: string) => String.fromCharCode(parseInt(esa, 16)));
  return Buffer.from(byte, 'latin1').toString();
}

/** Key and certificate for a server at `localhost`, in PEM, made now. */
export function nuovoCertificato(): { chiave: string; certificato: string } {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-certificato-'));
  try {
    const [chiave, certificato] = [join(cartella, 'chiave.pem'), join(cartella, 'certificato.pem')];
    const soggetto = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const nuovo = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync('openssl', [...nuovo, ...soggetto, '-keyout', chiave, '-out', certificato], {
      stdio: 'pipe',
    });
    return { chiave: readFileSync(chiave, 'utf8'), certificato: readFileSync(certificato, 'utf8') };
  } finally {
    rmSync(cartella, { recursive: true });
  }
}
