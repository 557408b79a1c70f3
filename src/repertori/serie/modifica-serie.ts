import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { rifiutoSerie } from './crea-serie.ts';
import { inConflitto } from './serie.errors.ts';
import { trovaSerie } from './serie.queries.ts';
import type { ModificaSerie } from './serie.schema.ts';
import { idUfficio } from './ufficio-serie.ts';

/** Changes what is said of a series, or closes it: then it receives no more units. */
export async function modificaSerie(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  id: string,
  m: ModificaSerie,
): Promise<void> {
  const prima = await trovaSerie(tx, id);
  const esito = await tx
    .updateTable('serie')
    .set({
      denominazione: m.denominazione?.trim(),
      criterio: m.criterio?.trim(),
      tipo_criterio: m.tipoCriterio,
      attivita: m.attivita,
      ...(m.ufficio !== undefined && { unita_id: await idUfficio(tx, m.ufficio) }),
      estremo_iniziale: m.estremoIniziale,
      estremo_finale: m.estremoFinale,
      note: m.note,
      ...(m.chiusa !== undefined && { chiusa_il: m.chiusa ? (prima.chiusaIl ?? adesso) : null }),
      versione: m.versione + 1,
    })
    .where('id', '=', id)
    .where('versione', '=', m.versione)
    .executeTakeFirst()
    .catch((errore: unknown) => {
      throw rifiutoSerie(errore);
    });
  if (esito.numUpdatedRows !== 1n)
    throw inConflitto(
      'modificata-nel-frattempo',
      'Qualcun altro ha modificato la serie: ricaricarla per vedere che cosa è cambiato.',
    );
  await traccia(tx, ctx, 'serie.modificata', { tipo: 'serie', id }, { prima, dopo: m });
}
