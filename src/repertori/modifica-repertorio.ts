import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { verificaClassificazione } from './classificazione-proposta.ts';
import { delSistema, nonTrovato, superato } from './repertori.errors.ts';
import type { ModificaRepertorio } from './repertori.schema.ts';
import { scriviUffici } from './uffici-repertorio.ts';

/**
 * Changes what is said of a repertorio, who writes in it, whether it is closed. Its code and its numbering never change; its
 * entries are not touched.
 *
 * @throws Rifiuto `repertorio.non-trovato`, `repertorio.modificato-nel-frattempo`, or about the field
 */
export async function modificaRepertorio(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  codice: string,
  m: ModificaRepertorio,
): Promise<void> {
  const registro = await tx
    .selectFrom('registro')
    .select(['id', 'versione', 'denominazione', 'descrizione', 'classificazione', 'chiuso_il'])
    .select(['giornaliero_dal', 'dei_giornalieri'])
    .where('codice', '=', codice)
    .where('tipo', '=', 'repertorio')
    .executeTakeFirst();
  if (!registro) throw nonTrovato(codice);
  if (registro.dei_giornalieri && (m.chiuso !== undefined || m.giornaliero !== undefined)) throw delSistema();
  await verificaClassificazione(tx, m.classificazione);
  // Whoever is taking a number has finished first: none is given after the closing.
  if (m.chiuso !== undefined)
    await sql`SELECT FROM registro_stato WHERE registro_id = ${registro.id} FOR UPDATE`.execute(tx);
  const { versione, uffici, chiuso, giornaliero, ...semplici } = m;
  const esito = await tx
    .updateTable('registro')
    .set({
      ...semplici,
      ...(chiuso !== undefined && { chiuso_il: chiuso ? (registro.chiuso_il ?? adesso) : null }),
      ...(giornaliero !== undefined && {
        giornaliero_dal: giornaliero ? (registro.giornaliero_dal ?? sql<string>`oggi_del_registro()`) : null,
      }),
      versione: versione + 1,
    })
    .where('id', '=', registro.id)
    .where('versione', '=', versione)
    .executeTakeFirst();
  if (esito.numUpdatedRows !== 1n) throw superato('il repertorio', registro.versione);
  if (uffici) await scriviUffici(tx, ctx.ente.id, registro.id, uffici);
  const { id, versione: _, ...prima } = registro;
  await traccia(tx, ctx, 'repertorio.modificato', { tipo: 'registro', id }, { prima, dopo: m });
}
