import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Contesto } from '../contesto.ts';

/** Wrong codes in a row before the person has to wait: as with passwords. */
const TENTATIVI = 5;
/** The pause doubles from one minute up to this. */
const PAUSA_MASSIMA_MINUTI = 15;

/**
 * Takes the factors of a person in hand for the transaction, so that what is done with them together is done one after the
 * other: attempts, activation, removal.
 *
 * @returns until when he must wait because of wrong codes, or null
 */
export async function prendiFattori(tx: Tx, ctx: Contesto, utenteId = ctx.soggetto.id): Promise<Date | null> {
  await tx
    .insertInto('tentativi_fattore')
    .values({ ente_id: ctx.ente.id, utente_id: utenteId })
    .onConflict((oc) => oc.column('utente_id').doNothing())
    .execute();
  const riga = await tx
    .selectFrom('tentativi_fattore')
    .select(['sospeso_fino', sql<boolean>`sospeso_fino > clock_timestamp()`.as('sospeso')])
    .where('utente_id', '=', utenteId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return riga.sospeso ? riga.sospeso_fino : null;
}

/** One wrong code more. @returns until when to wait, from the fifth in a row on */
export async function contaErrore(tx: Tx, utenteId: string): Promise<Date | null> {
  const { sospeso_fino } = await tx
    .updateTable('tentativi_fattore')
    .set({
      falliti: sql<number>`falliti + 1`,
      sospeso_fino: sql<Date | null>`CASE WHEN falliti + 1 >= ${TENTATIVI} THEN clock_timestamp() +
        make_interval(mins => least(${PAUSA_MASSIMA_MINUTI}, (2 ^ least(10, falliti + 1 - ${TENTATIVI}))::int)) END`,
    })
    .where('utente_id', '=', utenteId)
    .returning('sospeso_fino')
    .executeTakeFirstOrThrow();
  return sospeso_fino;
}

export async function azzeraErrori(tx: Tx, utenteId: string): Promise<void> {
  await tx
    .updateTable('tentativi_fattore')
    .set({ falliti: 0, sospeso_fino: null })
    .where('utente_id', '=', utenteId)
    .execute();
}

const ORA = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', timeStyle: 'medium' });

/** The refusal of a wrong code, or of any while one has to wait. */
export function codiceRifiutato(sospesoFino: Date | null): Rifiuto {
  return sospesoFino
    ? new Rifiuto({
        codice: 'secondo-fattore.sospeso',
        categoria: 'troppeRichieste',
        dettaglio: `Troppi codici errati: si può riprovare dopo le ${ORA.format(sospesoFino)}.`,
        campo: 'codice',
        dati: { sospesoFino: sospesoFino.toISOString() },
      })
    : new Rifiuto({
        codice: 'secondo-fattore.errato',
        categoria: 'nonValido',
        dettaglio: 'Il codice non è corretto, è scaduto o è già servito.',
        campo: 'codice',
      });
}
