import { sql } from 'kysely';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import type { Log } from '#platform/log';
import { PostaRifiutata, type Lettera, type Postino } from '#platform/mail';
import { traccia } from '#tracciamento';
import { adesso } from '../orologio-accessi.ts';
import { nuovoSegreto } from '../segreti.ts';

/** Minutes the message opens for, and how many a user may be sent in an hour whoever asks. */
export const MINUTI_RECUPERO = 30;
const RECUPERI_ALL_ORA = 3;

export type PartiPosta = { db: Db; postino: Postino | undefined; urlPubblico: string; log: Log };

/**
 * Writes to whoever the name belongs to, if it belongs to somebody with an address; nobody is waiting for the answer, so that
 * how long it takes tells nothing. A second try writes a new message: the one before stops being good.
 */
export async function lavoroRecupero(contenuto: unknown, parti: PartiPosta): Promise<void> {
  const { enteId, nome, ip, richiestaId } = contenuto as {
    enteId: string;
    nome: string;
    ip: string;
    richiestaId: string;
  };
  const { db, postino } = parti;
  if (!postino) return;
  const pronto = await inTransazione(db, enteId, async (tx) => {
    const utente = await trovaDestinatario(tx, nome);
    if (!utente?.email || utente.recenti >= RECUPERI_ALL_ORA) return undefined;
    await tx
      .updateTable('recupero_password')
      .set({ usato_il: adesso })
      .where('utente_id', '=', utente.id)
      .where('usato_il', 'is', null)
      .execute();
    const { testo, impronta } = nuovoSegreto(enteId);
    await tx
      .insertInto('recupero_password')
      .values({
        impronta_segreto: impronta,
        ente_id: enteId,
        utente_id: utente.id,
        scade_il: sql<Date>`${adesso} + make_interval(mins => ${MINUTI_RECUPERO})`,
      })
      .execute();
    const attore = {
      ente: { id: enteId },
      attore: 'chi ha chiesto il recupero',
      utenteId: null,
      chiaveApiId: null,
      unita: null,
    };
    await traccia(tx, { ...attore, ip, richiestaId }, 'recupero.chiesto', { tipo: 'utente', id: utente.id });
    return { a: utente.email, nome: utente.nome, ente: utente.ente, gettone: testo };
  });
  if (!pronto) return;
  await spedisci(parti, postino, {
    a: pronto.a,
    oggetto: `Password nuova per il protocollo · ${pronto.ente}`,
    testo: `Gentile ${pronto.nome},

è stata chiesta una password nuova per il suo accesso al protocollo informatico di ${pronto.ente}.
Per sceglierla apra entro ${MINUTI_RECUPERO} minuti questo indirizzo, che vale una volta sola:

${parti.urlPubblico}/recupero#${pronto.gettone}

Se non è stato lei, non occorre fare nulla: la password di adesso continua a valere.
`,
  });
}

async function trovaDestinatario(tx: Tx, nome: string) {
  const trovati = await tx
    .selectFrom('utente as u')
    .innerJoin('ente as e', 'e.id', 'u.ente_id')
    .select((eb) => [
      'u.id',
      'u.nome',
      'u.email',
      'e.denominazione as ente',
      eb
        .selectFrom('recupero_password as r')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('r.utente_id', '=', 'u.id')
        .where('r.creato_il', '>', sql<Date>`${adesso} - interval '1 hour'`)
        .as('recenti'),
    ])
    .where('u.attivo', '=', true)
    .where((eb) => eb.or([eb('u.nome_utente', '=', nome), eb(sql<string>`lower(u.email)`, '=', nome)]))
    .limit(2)
    .execute();
  // An address that two share says neither which of them asks.
  const [utente, altro] = trovati;
  return utente && !altro ? { ...utente, recenti: utente.recenti ?? 0 } : undefined;
}

/** Tells somebody that his password was changed: if it was not him, he learns it now (ASVS 2.2.3). */
export async function lavoroAvvisoPassword(contenuto: unknown, parti: PartiPosta): Promise<void> {
  const { enteId, utenteId } = contenuto as { enteId: string; utenteId: string };
  const { db, postino } = parti;
  if (!postino) return;
  const utente = await inLettura(db, enteId, (tx) =>
    tx
      .selectFrom('utente as u')
      .innerJoin('ente as e', 'e.id', 'u.ente_id')
      .select(['u.nome', 'u.email', 'u.password_cambiata_il', 'e.denominazione as ente'])
      .where('u.id', '=', utenteId)
      .executeTakeFirst(),
  );
  if (!utente?.email) return;
  await spedisci(parti, postino, {
    a: utente.email,
    oggetto: `La password del protocollo è stata cambiata · ${utente.ente}`,
    chiave: `password-${utenteId}-${utente.password_cambiata_il.getTime()}`,
    testo: `Gentile ${utente.nome},

il ${QUANDO.format(utente.password_cambiata_il)} la password del suo accesso al protocollo informatico di ${utente.ente} è stata cambiata.

Se non è stato lei, avvisi subito l’amministratore del sistema.
`,
  });
}

const QUANDO = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'Europe/Rome',
  dateStyle: 'long',
  timeStyle: 'short',
});

async function spedisci({ log }: PartiPosta, postino: Postino, lettera: Lettera): Promise<void> {
  try {
    await postino.invia(lettera);
  } catch (errore) {
    // An address that the server refuses will be refused again.
    if (!(errore instanceof PostaRifiutata)) throw errore;
    log.warn({ err: errore }, 'messaggio rifiutato dal server di posta');
  }
}
