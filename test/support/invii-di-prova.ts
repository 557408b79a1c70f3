import { join } from 'node:path';
import type { sql } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import { inLettura, inTransazione, sqlstate } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { lavoroSpedisci, type PartiInvii } from '#pec';
import { associaRicevuta } from '../../src/pec/invii/associa-ricevuta.ts';
import type { DettaglioInvio, ElencoInvii, Invio } from '../../src/pec/invii/invii.schema.ts';
import type { MessaggioLetto } from '../../src/pec/messaggio/messaggio.ts';
import type { Registrazione } from '#registrazione';
import { arrivoDiCarta, pdfDiProva } from './carte-di-prova.ts';
import { casellaDiProva, type CasellaDiProva } from './caselle-di-prova.ts';
import type { UtenteDiProva } from './ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva, type Risposta } from './prodotto-di-prova.ts';
import { arriva } from './ricevute-di-prova.ts';
import { smtpDiProva, type SmtpDiProva } from './smtp-di-prova.ts';

export const ANNA = 'anna.bianchi@pec.studio.example';
export const VERDI = 'verdi@pec.impresa.example';
export const PERSONE = [
  { tipo: 'PF', cognome: 'Bianchi', nome: 'Anna', indirizziDigitali: [ANNA] },
  { tipo: 'PG', denominazione: 'Impresa Verdi s.r.l.', indirizziDigitali: [VERDI] },
];

/** The product with an institutional box that sends through a real SMTP server, and what it takes to send and to receive receipts. */
export type BancoInvii = {
  p: ProdottoDiProva;
  smtp: SmtpDiProva;
  casella: CasellaDiProva;
  parti: PartiInvii;
  superutente: pg.Client;
  /** Registers a document that leaves, with as many allegati, and says where it is. */
  registra: (altro?: object, allegati?: string[]) => Promise<{ via: string; registrazione: Registrazione }>;
  invia: (
    via: string,
    corpo?: object,
  ) => Promise<Risposta<ElencoInvii & { codice: string; campi?: { campo: string }[] }>>;
  /** Registers, queues, sends. */
  spedito: (altro?: object) => Promise<Invio>;
  spedisci: (id: string, altre?: Partial<PartiInvii>) => Promise<void>;
  ricevi: (letto: MessaggioLetto, casellaId?: string) => Promise<string | undefined>;
  leggi: (id: string) => Promise<DettaglioInvio>;
  stato: (id: string) => Promise<string>;
  chiudi: () => Promise<void>;
};

/** @param dato on which product, instead of one of its own */
export async function bancoInvii(dato?: ProdottoDiProva): Promise<BancoInvii> {
  const p = dato ?? (await prodottoDiProva());
  const smtp = await smtpDiProva();
  const casella = await casellaDiProva(p.banca.urlSuperutente, p.ente, {
    trasporto: 'imap',
    parametri: { host: 'imap.gestore.example', porta: 993, sicurezza: 'tls', utente: 'protocollo' },
    uscita: { host: '127.0.0.1', porta: smtp.porta, sicurezza: 'nessuna' },
  });
  const superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  const parti: PartiInvii = {
    db: p.db,
    archivio: await openFileSystemStore(join(p.ambiente.dati, 'documenti')),
    log: pino({ level: 'silent' }),
    vault: openVault(p.ambiente.dati, undefined),
    dati: p.ambiente.dati,
  };
  const { enteId } = p.ente;
  const spedisci: BancoInvii['spedisci'] = (id, altre = {}) =>
    lavoroSpedisci({ enteId, invioId: id }, { ...parti, ...altre });
  const registra: BancoInvii['registra'] = async (altro = {}, allegati = []) => {
    const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
      corpo: {
        ...arrivoDiCarta(),
        supporto: undefined,
        analogico: undefined,
        flusso: 'U',
        mittente: undefined,
        mezzo: 'pec',
        oggetto: 'Esito dell’istanza di rateizzazione',
        unitaCompetente: 'tecnico',
        destinatari: PERSONE,
        documentoPrincipale: await p.carica('operatore', 'lettera.pdf', pdfDiProva()),
        ...(allegati.length > 0 && { allegati }),
        ...altro,
      },
    });
    if (r.stato !== 201) throw new Error(r.testo);
    const { anno, numero } = r.corpo;
    return { via: `/registri/PG/registrazioni/${anno}/${Number(numero)}`, registrazione: r.corpo };
  };
  const invia: BancoInvii['invia'] = (via, corpo = {}) =>
    p.chiama('operatore', 'POST', `${via}/invii`, { corpo });
  return {
    p,
    smtp,
    casella,
    parti,
    superutente,
    registra,
    invia,
    spedisci,
    spedito: async (altro) => {
      const { via } = await registra(altro);
      const r = await invia(via);
      const [invio] = r.corpo.items ?? [];
      if (!invio) throw new Error(r.testo);
      await spedisci(invio.id);
      return invio;
    },
    ricevi: async (letto, casellaId = casella.id) =>
      await arriva(parti, enteId, casellaId, letto, async (tx, messaggioId) => {
        const { invioId } = await associaRicevuta(tx, messaggioId, letto, new Date());
        return invioId;
      }),
    leggi: async (id) => {
      const r = await p.chiama<DettaglioInvio>('operatore', 'GET', `/pec/invii/${id}`);
      if (r.stato !== 200) throw new Error(r.testo);
      return r.corpo;
    },
    stato: async (id) =>
      await inLettura(p.db, enteId, async (tx) => {
        const { stato } = await tx
          .selectFrom('invio')
          .select('stato')
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        return stato;
      }),
    chiudi: async () => {
      await smtp.chiudi();
      await superutente.end();
      if (!dato) await p.chiudi();
    },
  };
}

/** A header of a message, with the lines it goes on. */
export const intestazione = (byte: Buffer, nome: string): string =>
  new RegExp(`^${nome}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(byte.toString('latin1'))?.[1] ?? '';

/** State of each recipient of a sending, by address. */
export const statiDi = async (b: BancoInvii, id: string): Promise<Record<string, string>> =>
  Object.fromEntries((await b.leggi(id)).destinatari.map((d) => [d.indirizzo, d.stato]));

/** SQLSTATE by which the database refuses a command, or undefined. */
export async function rifiutoBancaDati(
  b: BancoInvii,
  comando: ReturnType<typeof sql>,
): Promise<string | undefined> {
  try {
    await inTransazione(b.p.db, b.p.ente.enteId, (tx) => comando.execute(tx));
    return undefined;
  } catch (errore) {
    return sqlstate(errore);
  }
}

/** What somebody was told, of that kind. */
export async function comunicazioniA(
  b: BancoInvii,
  chi: UtenteDiProva,
  tipo: string,
): Promise<{ oggetto: string; testo: string }[]> {
  const { rows } = await b.superutente.query<{ oggetto: string; testo: string }>(
    `SELECT c.oggetto, c.testo FROM comunicazione c JOIN comunicazione_destinatario d ON d.comunicazione_id = c.id
     WHERE d.utente_id = $1 AND c.tipo = $2 ORDER BY c.id`,
    [b.p.ente.utenti[chi].id, tipo],
  );
  return rows;
}

/** Waits for what was queued, with the clock of the rows moved: nothing of the machine's own clock is touched. */
export async function subito(b: BancoInvii, id: string): Promise<void> {
  await inTransazione(b.p.db, b.p.ente.enteId, (tx) =>
    tx
      .updateTable('invio')
      .set({ prossimo_il: new Date(0) })
      .where('id', '=', id)
      .execute(),
  );
}
