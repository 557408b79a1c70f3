import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client, type SFTPWrapper, type Stats } from 'ssh2';
import type { ParametriSftp } from '../conservatore/conservatore.schema.ts';
import { MASSIMO_RAPPORTO, SILENZIO, type DaConsegnare, type Trasporto } from './trasporto.ts';

const NON_C_E = 2;

/** SHA-256 of a host key as `ssh-keygen -l` writes it. */
const improntaDi = (chiave: Buffer): string =>
  `SHA256:${createHash('sha256').update(chiave).digest('base64').replace(/=+$/, '')}`;

/** Of the server another key answers: somebody is in between, or it was changed and nobody said so. */
export class ServerSconosciuto extends Error {
  constructor(trovata: string) {
    super(`Il server si presenta con un’altra chiave (${trovata}): non gli si consegna nulla.`);
  }
}

async function collega(p: ParametriSftp, segreto: string): Promise<{ client: Client; sftp: SFTPWrapper }> {
  const client = new Client();
  let sconosciuto: ServerSconosciuto | undefined;
  await new Promise<void>((riuscito, fallito) => {
    client
      .once('ready', riuscito)
      .once('error', (errore) => fallito(sconosciuto ?? errore))
      .once('close', () => fallito(new Error('connessione chiusa')))
      .connect({
        host: p.host,
        port: p.porta,
        username: p.utente,
        ...(p.accesso === 'password' ? { password: segreto } : { privateKey: segreto }),
        readyTimeout: 20_000,
        keepaliveInterval: SILENZIO / 4,
        keepaliveCountMax: 4,
        hostVerifier: (chiave: Buffer) => {
          const trovata = improntaDi(chiave);
          if (trovata !== p.improntaServer) sconosciuto = new ServerSconosciuto(trovata);
          return sconosciuto === undefined;
        },
      });
  });
  // What goes wrong from here on is told by what was being done.
  client.on('error', () => undefined);
  const sftp = await new Promise<SFTPWrapper>((riuscito, fallito) =>
    client.sftp((errore, aperto) => (errore ? fallito(errore) : riuscito(aperto))),
  );
  return { client, sftp };
}

const chiama = <T>(
  azione: (fatto: (errore: Error | null | undefined, esito: T) => void) => void,
): Promise<T> =>
  new Promise((riuscito, fallito) => azione((errore, esito) => (errore ? fallito(errore) : riuscito(esito))));

async function dimensione(sftp: SFTPWrapper, percorso: string): Promise<number | undefined> {
  try {
    return (await chiama<Stats>((f) => sftp.stat(percorso, f))).size;
  } catch (errore) {
    if (errore instanceof Error && 'code' in errore && errore.code === NON_C_E) return undefined;
    throw errore;
  }
}

/**
 * A conservatore reached by SFTP: each package goes up under a name of its own and gets the final one when it is whole; what is
 * already there under the final name was delivered already. The server is known by the fingerprint of its key.
 *
 * @throws ServerSconosciuto; what the connection throws
 */
export async function apriSftp(
  p: ParametriSftp,
  segreto: string,
  apri: (p: DaConsegnare) => Promise<Buffer | Readable>,
): Promise<Trasporto> {
  const { client, sftp } = await collega(p, segreto);
  const in_ = (cartella: string, nome: string): string => `${cartella.replace(/\/+$/, '')}/${nome}`;
  return {
    prova: async () => {
      for (const cartella of [p.cartella, p.cartellaEsiti])
        await chiama((f) => sftp.readdir(cartella, f)).catch(() => {
          throw new Error(`La cartella ${cartella} del server non si legge.`);
        });
      return 'Il server risponde con la chiave attesa, e le due cartelle ci sono.';
    },
    consegna: async (c) => {
      const definitivo = in_(p.cartella, `${c.identificativo}.zip`);
      const provvisorio = in_(p.cartella, `.${c.identificativo}.${c.tentativo}.parziale`);
      const gia = await dimensione(sftp, definitivo);
      if (gia === c.dimensione) return { esito: 'consegnato', risposte: [] };
      if (gia !== undefined)
        return {
          esito: 'riprova',
          motivo:
            'Sul server c’è già un file con questo nome e un’altra lunghezza: va chiesto al conservatore.',
        };
      const contenuto = await apri(c);
      await pipeline(
        Buffer.isBuffer(contenuto) ? Readable.from([contenuto]) : contenuto,
        sftp.createWriteStream(provvisorio, { flags: 'w', mode: 0o640 }),
      );
      if ((await dimensione(sftp, provvisorio)) !== c.dimensione)
        return { esito: 'riprova', motivo: 'Il server non ha ricevuto tutti i byte.' };
      // Never over one that is there: a rename of SFTP version 3 fails.
      await chiama<void>((f) => sftp.rename(provvisorio, definitivo, (e) => f(e, undefined)));
      return { esito: 'consegnato', risposte: [] };
    },
    esito: async ({ identificativo }) => {
      const file = in_(p.cartellaEsiti, `${identificativo}.xml`);
      const lunghezza = await dimensione(sftp, file);
      if (lunghezza === undefined || lunghezza > MASSIMO_RAPPORTO) return undefined;
      const flusso = sftp.createReadStream(file, { end: MASSIMO_RAPPORTO });
      const chiuso = new Promise((fine) => flusso.once('close', fine));
      const byte = await buffer(flusso);
      // The handle is closed by a request of its own: the connection must not end while it is under way.
      await chiuso;
      return byte;
    },
    chiudi: () =>
      new Promise((chiuso) => {
        client.once('close', () => chiuso()).end();
        setTimeout(() => {
          client.destroy();
          chiuso();
        }, 2000).unref();
      }),
  };
}
