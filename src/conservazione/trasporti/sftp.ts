import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client, type SFTPWrapper, type Stats } from 'ssh2';
import type { ParametriSftp } from '../conservatore/conservatore.schema.ts';
import {
  MASSIMO_RAPPORTO,
  NonArrivato,
  RapportoIllegibile,
  SILENZIO,
  type DaConsegnare,
  type Trasporto,
} from './trasporto.ts';

/** Status codes of SFTP version 3, and what they mean for who looks after it: OpenSSH says «Failure» of a full disk. */
const [NON_C_E, NEGATO, FALLITO] = [2, 3, 4];
const DETTO: Record<number, string> = {
  [NON_C_E]: 'la cartella, o il file, non c’è',
  [NEGATO]: 'il server non lo permette a questo utente',
  [FALLITO]: 'il server non ci riesce: può avere il disco pieno',
};

/** What the server answered, in words. Of a connection that broke, that it did. */
function detto(cosa: string, errore: unknown, perso: boolean): Error {
  const codice = errore instanceof Error && 'code' in errore ? Number(errore.code) : NaN;
  const perche = perso
    ? 'la connessione si è interrotta'
    : (DETTO[codice] ?? (errore instanceof Error ? errore.message : String(errore)));
  return new Error(`${cosa}: ${perche}.`, { cause: errore });
}

/** Attempts before this whose remains are looked for. */
const RESTI = 10;

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
  // Of a connection that falls in the middle of a file nobody tells the stream: it would wait for ever, and with it the package.
  const caduta = new AbortController();
  const persa = new Promise<never>((_, fallito) => {
    client.once('close', () => {
      caduta.abort();
      fallito(new Error('la connessione si è interrotta'));
    });
  });
  persa.catch(() => undefined);
  const finche = <T>(azione: Promise<T>): Promise<T> => Promise.race([azione, persa]);
  const togli = (percorso: string): Promise<unknown> =>
    caduta.signal.aborted
      ? Promise.resolve()
      : finche(chiama<void>((f) => sftp.unlink(percorso, (e) => f(e, undefined)))).catch(() => undefined);
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
      const parziale = (n: number): string => in_(p.cartella, `.${c.identificativo}.${n}.parziale`);
      const provvisorio = parziale(c.tentativo);
      const gia = await finche(dimensione(sftp, definitivo));
      if (gia === c.dimensione) return { esito: 'consegnato', risposte: [] };
      if (gia !== undefined)
        return {
          esito: 'riprova',
          motivo:
            'Sul server c’è già un file con questo nome e un’altra lunghezza: va chiesto al conservatore.',
        };
      // What earlier attempts left would fill his disk, a package at a time. Each has a name of its own, and never the one of this: a
      // connection thought dead may still be writing there.
      for (let n = Math.max(1, c.tentativo - RESTI); n < c.tentativo; n++) await togli(parziale(n));
      const contenuto = await apri(c);
      let intero = false;
      try {
        await finche(
          pipeline(
            Buffer.isBuffer(contenuto) ? Readable.from([contenuto]) : contenuto,
            sftp.createWriteStream(provvisorio, { flags: 'w', mode: 0o640 }),
            { signal: caduta.signal },
          ),
        );
        if ((await finche(dimensione(sftp, provvisorio))) !== c.dimensione)
          throw new Error('il server non ha ricevuto tutti i byte');
        intero = true;
        // Never over one that is there: a rename of SFTP version 3 fails.
        await finche(chiama<void>((f) => sftp.rename(provvisorio, definitivo, (e) => f(e, undefined))));
      } catch (errore) {
        await togli(provvisorio);
        const scritto = detto('Il pacchetto non si scrive sul server', errore, caduta.signal.aborted);
        throw intero ? scritto : new NonArrivato(scritto.message, { cause: scritto });
      }
      return { esito: 'consegnato', risposte: [] };
    },
    haGia: async ({ identificativo, dimensione: lunga }) =>
      (await finche(dimensione(sftp, in_(p.cartella, `${identificativo}.zip`)))) === lunga ||
      (await finche(dimensione(sftp, in_(p.cartellaEsiti, `${identificativo}.xml`)))) !== undefined,
    esito: async ({ identificativo }) => {
      const file = in_(p.cartellaEsiti, `${identificativo}.xml`);
      const lunghezza = await finche(dimensione(sftp, file));
      if (lunghezza === undefined) return undefined;
      if (lunghezza > MASSIMO_RAPPORTO) throw new RapportoIllegibile(`${file}: ${lunghezza} byte`);
      const flusso = sftp.createReadStream(file, { end: MASSIMO_RAPPORTO });
      const chiuso = new Promise((fine) => flusso.once('close', fine));
      const byte = await finche(buffer(flusso)).catch((errore: unknown) => {
        throw caduta.signal.aborted ? errore : new RapportoIllegibile(file, { cause: errore });
      });
      // The handle is closed by a request of its own: the connection must not end while it is under way.
      await finche(chiuso);
      return byte;
    },
    chiudi: () =>
      new Promise((chiuso) => {
        if (caduta.signal.aborted) return chiuso();
        client.once('close', () => chiuso()).end();
        setTimeout(() => {
          client.destroy();
          chiuso();
        }, 2000).unref();
      }),
  };
}
