import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import pg from 'pg';
import { componiRichiesta } from '../test/support/cliente-http.ts';
import type { GestoreDiProva } from '../test/support/gestore-pec/contratto.ts';
import type { Prodotto } from './prodotto.ts';

/** What a measure of the mail does with the product: opens boxes as who looks after them would, and watches the ledger. */
export type BancoPec = {
  /** A box of the provider, watched from now on. @returns its id */
  apri: (indirizzo: string) => Promise<string>;
  apriCartella: (nome: string) => Promise<string>;
  ferma: (casella: string) => Promise<void>;
  /** Resolves when the watch has looked at it once. */
  aperta: (casella: string) => Promise<void>;
  /** Resolves when so many messages have been read. */
  attendi: (casella: string, quanti: number) => Promise<void>;
  /** Seconds from the first seen to the last on the desk. */
  durata: (casella: string) => Promise<number>;
  valide: (casella: string) => Promise<number>;
  sulTavolo: (casella: string, impronta: string) => Promise<boolean>;
  consegna: (indirizzo: string, byte: Buffer) => Promise<void>;
  inCartella: (cartella: string, byte: Buffer) => Promise<void>;
  /** Removes everything from the box on the server; from the archive of the product. */
  svuota: (indirizzo: string) => Promise<void>;
  svuotaArchivio: () => Promise<void>;
  /** Resident memory of the process and its threads, watched until stopped, in MiB. */
  sondaMemoria: () => { ferma: () => { prima: number; massima: number; dopo: number } };
  chiudi: () => Promise<void>;
};

export async function apriBanco(prodotto: Prodotto, gestore: GestoreDiProva): Promise<BancoPec> {
  const db = new pg.Client(prodotto.urlProprietario);
  await db.connect();
  const cookie = await prodotto.accedi('admin');
  const [cliente] = prodotto.clienti(1);
  if (!cliente) throw new Error('nessun cliente');
  const uno = async <T>(testo: string, valori: unknown[] = []): Promise<T> =>
    (await db.query(testo, valori)).rows[0] as T;
  const { codice: unita } = await uno<{ codice: string }>(
    'SELECT codice FROM unita WHERE ufficio_protocollo',
  );
  let numero = 0;
  const crea = async (dati: object): Promise<string> => {
    const codice = `BENCH${++numero}`;
    const corpo = { genere: 'pec', codice, denominazione: codice, unita, attiva: true, ...dati };
    const intestazioni = { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const risposta = await cliente.chiedi(
      componiRichiesta('POST', '/api/v1/pec/caselle', intestazioni, JSON.stringify(corpo)),
    );
    if (risposta.stato !== 201) throw new Error(`casella non creata: ${risposta.stato} ${risposta.testo}`);
    return (JSON.parse(risposta.testo) as { id: string }).id;
  };
  const fino = async (testo: string, valori: unknown[], basta: (n: number) => boolean): Promise<void> => {
    for (;;) {
      const { n } = await uno<{ n: string }>(testo, valori);
      if (basta(Number(n))) return;
      await pausa(50);
    }
  };
  const memoria = (): number =>
    Math.round(
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${prodotto.pid}/status`, 'utf8'))?.[1]) / 1024,
    );
  return {
    apri: async (indirizzo) => {
      const { host, porta, utente, password } = gestore.accesso(indirizzo).imap;
      return await crea({
        indirizzo,
        trasporto: 'imap',
        imap: { host, porta, sicurezza: 'tls', utente },
        segreto: password,
      });
    },
    apriCartella: (nome) =>
      crea({ indirizzo: `${nome}@pec.comune.example`, trasporto: 'cartella', cartella: { cartella: nome } }),
    ferma: async (casella) => {
      await db.query('UPDATE casella SET attiva = false, versione = versione + 1 WHERE id = $1', [casella]);
    },
    aperta: (casella) =>
      fino(
        'SELECT count(*) AS n FROM casella_stato WHERE casella_id = $1 AND ultimo_contatto IS NOT NULL',
        [casella],
        (n) => n > 0,
      ),
    attendi: (casella, quanti) =>
      fino(
        `SELECT count(*) AS n FROM messaggio WHERE casella_id = $1 AND stato <> 'conservato'`,
        [casella],
        (n) => n >= quanti,
      ),
    durata: async (casella) => {
      const { s } = await uno<{ s: number }>(
        `SELECT extract(epoch FROM (SELECT max(e.istante) FROM messaggio_evento e JOIN messaggio m ON m.id = e.messaggio_id
            WHERE m.casella_id = $1 AND e.evento = 'letto')
          - (SELECT min(visto_il) FROM messaggio_server WHERE casella_id = $1))::float8 AS s`,
        [casella],
      );
      return s;
    },
    valide: async (casella) => {
      const { n } = await uno<{ n: string }>(
        `SELECT count(*) AS n FROM messaggio WHERE casella_id = $1 AND firma = 'valida' AND stato = 'da-esaminare'`,
        [casella],
      );
      return Number(n);
    },
    sulTavolo: async (casella, impronta) => {
      const { n } = await uno<{ n: string }>(
        `SELECT count(*) AS n FROM messaggio WHERE casella_id = $1 AND impronta = $2 AND stato <> 'conservato'`,
        [casella, impronta],
      );
      return Number(n) > 0;
    },
    consegna: gestore.consegnaGrezzo,
    inCartella: async (cartella, byte) => {
      const nome = `${Date.now()}-${randomUUID()}.eml`;
      await writeFile(join(cartella, `.${nome}`), byte);
      await rename(join(cartella, `.${nome}`), join(cartella, nome));
    },
    svuota: async (indirizzo) => {
      const { host, porta, utente, password, certificato } = gestore.accesso(indirizzo).imap;
      const client = new ImapFlow({
        host,
        port: porta,
        secure: true,
        auth: { user: utente, pass: password },
        tls: { ca: certificato },
        logger: false,
      });
      await client.connect();
      await client.mailboxOpen('INBOX');
      await client.messageDelete('1:*', { uid: true });
      await client.logout();
    },
    svuotaArchivio: async () => {
      const archivio = join(prodotto.dati, 'documenti');
      for (const voce of readdirSync(archivio, { recursive: true, withFileTypes: true }))
        if (voce.isFile() && /^[0-9a-f]{64}$/.test(voce.name)) rmSync(join(voce.parentPath, voce.name));
    },
    sondaMemoria: () => {
      const prima = memoria();
      let massima = prima;
      const orologio = setInterval(() => (massima = Math.max(massima, memoria())), 50);
      return {
        ferma: () => {
          clearInterval(orologio);
          return { prima, massima, dopo: memoria() };
        },
      };
    },
    chiudi: () => db.end(),
  };
}
