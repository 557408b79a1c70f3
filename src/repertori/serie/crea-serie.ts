import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { inConflitto, nonValida } from './serie.errors.ts';
import type { NuovaSerie } from './serie.schema.ts';
import { idUfficio } from './ufficio-serie.ts';

/** What the database refuses of a series, in words. */
export function rifiutoSerie(errore: unknown): unknown {
  if (sqlstate(errore) === '23505') return inConflitto('nome-in-uso', 'C’è già una serie con questo nome.');
  if (sqlstate(errore) === '23514')
    return nonValida('estremi-invertiti', 'estremoFinale', 'L’ultimo documento non può precedere il primo.');
  return errore;
}

/**
 * Makes a series: what holds its units together is said from the start (RN-47.2).
 *
 * @returns its id
 */
export async function creaSerie(tx: Tx, ctx: Contesto, s: NuovaSerie): Promise<string> {
  const { id } = await tx
    .insertInto('serie')
    .values({
      ente_id: ctx.ente.id,
      denominazione: s.denominazione.trim(),
      criterio: s.criterio.trim(),
      tipo_criterio: s.tipoCriterio,
      attivita: s.attivita ?? null,
      unita_id: await idUfficio(tx, s.ufficio),
      estremo_iniziale: s.estremoIniziale ?? null,
      estremo_finale: s.estremoFinale ?? null,
      note: s.note ?? null,
      creata_da: ctx.attore,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch((errore: unknown) => {
      throw rifiutoSerie(errore);
    });
  await traccia(tx, ctx, 'serie.creata', { tipo: 'serie', id }, s);
  return id;
}
