import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { adesso } from '../orologio-accessi.ts';
import type { Credenziale } from '../segreti.ts';

/** Wrong passwords in a row inside a session before it pauses; the pause doubles from one minute up to fifteen. */
const TENTATIVI = 5;
const PAUSA_MASSIMA_MINUTI = 15;

export type EsitoInSessione = { ammesso: true } | { ammesso: false; sospesaFino: Date | null };

/**
 * Counts a password typed inside a session, to unlock it or before an act that asks for it again. Counted by session: who
 * guesses at an unattended desk stops himself, not the user where he is.
 */
export async function contaInSessione(
  tx: Tx,
  credenziale: Credenziale,
  esatta: boolean,
): Promise<EsitoInSessione> {
  const sessione = await tx
    .selectFrom('sessione')
    .select(['sospesa_fino', sql<boolean>`coalesce(sospesa_fino > ${adesso}, false)`.as('sospesa')])
    .where('impronta_segreto', '=', credenziale.impronta)
    .forUpdate()
    .executeTakeFirst();
  if (!sessione) return { ammesso: false, sospesaFino: null };
  if (sessione.sospesa) return { ammesso: false, sospesaFino: sessione.sospesa_fino };
  const { sospesa_fino } = await tx
    .updateTable('sessione')
    .set(
      esatta
        ? { falliti: 0, sospesa_fino: null }
        : {
            falliti: sql<number>`falliti + 1`,
            sospesa_fino: sql<Date | null>`CASE WHEN falliti + 1 >= ${TENTATIVI} THEN ${adesso} +
              make_interval(mins => least(${PAUSA_MASSIMA_MINUTI}, (2 ^ least(10, falliti + 1 - ${TENTATIVI}))::int)) END`,
          },
    )
    .where('impronta_segreto', '=', credenziale.impronta)
    .returning('sospesa_fino')
    .executeTakeFirstOrThrow();
  return esatta ? { ammesso: true } : { ammesso: false, sospesaFino: sospesa_fino };
}

const ORA = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', timeStyle: 'medium' });

/** The refusal after too many wrong passwords: says until when. */
export function sessioneSospesa(fino: Date, campo: string): Rifiuto {
  return new Rifiuto({
    codice: 'sessione.sospesa',
    categoria: 'troppeRichieste',
    dettaglio: `Troppe password errate: si può riprovare dopo le ${ORA.format(fino)}.`,
    campo,
    dati: { sospesaFino: fino.toISOString() },
  });
}
