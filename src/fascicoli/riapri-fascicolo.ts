import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { conflitto, nonValido } from './fascicoli.errors.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import { scriviEvento } from './evento.ts';
import { verificaPuoModificare } from './modifica-fascicolo.ts';

/**
 * Reopens a closed fascicolo, with its parts that were closed in the same operation. Only with a reason, which stays in the
 * history with the closing date that is undone.
 *
 * @throws Rifiuto `fascicolo.senza-motivo`, `fascicolo.aperto`, `fascicolo.contenitore-chiuso`, `fascicolo.di-altro-ufficio`
 */
export async function riapriFascicolo(tx: Tx, ctx: Contesto, numero: string, motivo: string): Promise<void> {
  if (motivo.trim() === '')
    throw nonValido('senza-motivo', 'motivo', 'Va detto perché il fascicolo si riapre.');
  const f = await trovaFascicolo(tx, ctx, numero, 'per-modifica');
  verificaPuoModificare(ctx, f);
  if (f.chiuso_il === null) throw conflitto('aperto', `Il fascicolo ${numero} è già aperto.`);
  if (f.padre_id !== null) {
    const padre = await tx
      .selectFrom('fascicolo')
      .select(['codice', 'chiuso_il'])
      .where('id', '=', f.padre_id)
      .executeTakeFirstOrThrow();
    if (padre.chiuso_il !== null)
      throw conflitto(
        'contenitore-chiuso',
        `Il fascicolo ${padre.codice}, che lo contiene, è chiuso: si riapre prima quello.`,
        { fascicolo: padre.codice },
      );
  }
  const { rows } = await sql<{ id: string; data_chiusura: string }>`
    WITH da AS (
      SELECT p.id, p.data_chiusura FROM fascicolo p
      WHERE p.registro_id = ${f.registro_id} AND p.numero = ${f.numero} AND p.chiuso_il = (SELECT chiuso_il FROM fascicolo WHERE id = ${f.id})
        AND (${f.livello} = 1 OR p.sottofascicolo = ${f.sottofascicolo}) AND (${f.livello} < 3 OR p.inserto = ${f.inserto})
    )
    UPDATE fascicolo f SET data_chiusura = NULL, chiuso_il = NULL, chiuso_da = NULL, versione = f.versione + 1
    FROM da WHERE f.id = da.id RETURNING f.id, da.data_chiusura`.execute(tx);
  for (const riaperta of rows)
    await scriviEvento(tx, ctx, riaperta.id, 'riapertura', {
      prima: { dataChiusura: riaperta.data_chiusura },
      motivo,
    });
  await traccia(tx, ctx, 'fascicolo.riaperto', { tipo: 'fascicolo', id: f.id }, { numero, motivo });
}
