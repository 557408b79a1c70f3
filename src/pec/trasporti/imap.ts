import { Readable } from 'node:stream';
import { ImapFlow } from 'imapflow';
import type { ParametriImap } from '../caselle/caselle.schema.ts';
import type { Copia, Trasporto } from './trasporto.ts';

// A small message is one question; of a large one no more than this is in memory.
const PEZZO = 4 * 1024 * 1024;
const ATTESE = { connectionTimeout: 20_000, greetingTimeout: 15_000, socketTimeout: 180_000 };

export type Credenziali = { password: string } | { accessToken: string };

/**
 * Speaks to an IMAP server (RFC 9051), signed in and with no folder open. The certificate of the server is always verified.
 *
 * @param fidati PEM certificates to trust besides the system's, for a server of one's own
 * @throws whatever the server says; `authenticationFailed` is set on a refused password
 */
export async function collegaImap(
  p: ParametriImap,
  credenziali: Credenziali,
  fidati?: string,
): Promise<{ client: ImapFlow; rotta: () => Error | undefined }> {
  const client = new ImapFlow({
    host: p.host,
    port: p.porta,
    secure: p.sicurezza === 'tls',
    doSTARTTLS: p.sicurezza === 'starttls',
    auth:
      'password' in credenziali
        ? { user: p.utente, pass: credenziali.password }
        : { user: p.utente, accessToken: credenziali.accessToken },
    tls: { rejectUnauthorized: true, ...(fidati !== undefined && { ca: fidati }) },
    logger: false,
    disableAutoIdle: true,
    ...ATTESE,
  });
  // Between two questions nobody else hears that the connection broke, and an error nobody hears ends the process.
  let rotta: Error | undefined;
  client.on('error', (errore: Error) => (rotta = errore));
  await client.connect();
  return { client, rotta: () => rotta };
}

/**
 * Opens the folder of a mailbox.
 *
 * @param leggera for a trial: does not open the folder for writing
 */
export async function apriImap(
  p: ParametriImap,
  credenziali: Credenziali,
  fidati?: string,
  leggera = false,
): Promise<Trasporto> {
  const { client, rotta } = await collegaImap(p, credenziali, fidati);
  try {
    const casella = await client.mailboxOpen(p.cartella ?? 'INBOX', { readOnly: leggera });
    return conIdle(client, Number(casella.uidValidity), rotta);
  } catch (errore) {
    client.close();
    throw errore;
  }
}

function conIdle(client: ImapFlow, uidvalidity: number, rotta: () => Error | undefined): Trasporto {
  const viva = (): void => {
    if (!client.usable) throw rotta() ?? new Error('connection to the IMAP server lost');
  };
  let novita: (() => void) | undefined;
  let arrivate = false;
  client.on('exists', () => {
    arrivate = true;
    novita?.();
  });
  client.on('close', () => novita?.());
  return {
    uidvalidity,
    elenca: async (dopo): Promise<Copia[]> => {
      viva();
      arrivate = false;
      const da = dopo === undefined ? 1 : Number(dopo) + 1;
      const trovati = (await client.search({ uid: `${da}:*` }, { uid: true })) || [];
      // `n:*` always finds the last message, also when its uid is below n.
      return trovati
        .filter((uid) => uid >= da)
        .sort((a, b) => a - b)
        .map((uid) => ({ uid: String(uid) }));
    },
    quanti: async () => {
      viva();
      return client.mailbox ? client.mailbox.exists : 0;
    },
    scarica: async (uid) => {
      viva();
      const prima = await pezzo(client, uid, 0);
      if (!prima) return undefined;
      return {
        corpo: Readable.from(pezzi(client, uid, prima.byte)),
        arrivatoIl: prima.arrivatoIl,
        dimensione: prima.dimensione,
      };
    },
    sposta: async (uid, cartella) => {
      viva();
      await client.mailboxCreate(cartella).catch(giaPresente);
      await client.messageMove(uid.join(','), cartella, { uid: true });
    },
    cancella: async (uid) => {
      viva();
      await client.messageDelete(uid.join(','), { uid: true });
    },
    attendi: async (ms, fine) => {
      viva();
      if (arrivate || fine.aborted) return;
      await new Promise<void>((sveglia) => {
        const concludi = (): void => {
          clearTimeout(scadenza);
          fine.removeEventListener('abort', concludi);
          novita = undefined;
          sveglia();
        };
        const scadenza = setTimeout(concludi, ms);
        novita = concludi;
        fine.addEventListener('abort', concludi);
        // Ends by itself at the next command; where the server has no IDLE the time goes by, and it is asked again.
        client.idle().catch(concludi);
      });
      viva();
      // What came while no notice could reach us is found by looking.
      await client.noop();
    },
    chiudi: async () => {
      // A polite goodbye to a server that answers; one that does not is left.
      const addio = client.logout().catch(() => undefined);
      await Promise.race([addio, new Promise((tempo) => setTimeout(tempo, 2_000).unref())]);
      client.close();
    },
  };
}

async function pezzo(
  client: ImapFlow,
  uid: string,
  inizio: number,
): Promise<{ byte: Buffer; arrivatoIl: Date; dimensione: number | undefined } | undefined> {
  const m = await client.fetchOne(
    uid,
    { internalDate: true, size: true, source: { start: inizio, maxLength: PEZZO } },
    { uid: true },
  );
  if (!m) return undefined;
  // A server gives the date as it likes; without one we take the moment we read it.
  const data = m.internalDate === undefined ? new Date() : new Date(m.internalDate);
  return {
    byte: m.source ?? Buffer.alloc(0),
    arrivatoIl: Number.isNaN(data.getTime()) ? new Date() : data,
    dimensione: m.size,
  };
}

async function* pezzi(client: ImapFlow, uid: string, primo: Buffer): AsyncGenerator<Buffer> {
  let letti = primo.length;
  let ultimo = primo;
  yield primo;
  while (ultimo.length === PEZZO) {
    const altro = await pezzo(client, uid, letti);
    if (!altro) throw new Error(`message ${uid} went away while it was being read`);
    ultimo = altro.byte;
    letti += ultimo.length;
    if (ultimo.length > 0) yield ultimo;
  }
}

function giaPresente(errore: unknown): void {
  const risposta = errore instanceof Error && 'serverResponseCode' in errore ? errore.serverResponseCode : '';
  if (risposta !== 'ALREADYEXISTS') throw errore;
}
