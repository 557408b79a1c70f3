import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { attua } from './attua.ts';
import {
  giaChiusa,
  nelPassato,
  nonAncora,
  nonChiusa,
  successoreChiuso,
  variazioniSuccessive,
  verificaAlbero,
} from './unita.errors.ts';
import {
  leggiStoria,
  oggiARoma,
  rigaAl,
  trovaUnita,
  unitaNominata,
  type RigaStoria,
} from './unita.queries.ts';
import type { Chiusura } from './unita.schema.ts';
import { scriviRiga, soloStato } from './varia-unita.ts';

/**
 * Closes a unit from a day on and says who continues its work. On that day its open assignments go to the first successor; what is
 * registered under it stays as it is.
 *
 * @throws Rifiuto `unita.non-trovata`, `unita.decorrenza`, `unita.non-ancora`, `unita.chiusa`, `unita.variazioni-successive`,
 *   `unita.sconosciuta`, `unita.successore`, `unita.albero`, `unita.servizio-protocollo`
 */
export async function chiudiUnita(tx: Tx, ctx: Contesto, codice: string, chiusura: Chiusura): Promise<void> {
  const { dal, atto, successori } = chiusura;
  const { id, storia } = await trovaUnita(tx, codice);
  await scriviChiusura(tx, ctx, { id, storia, dal, atto }, successori);
  await traccia(tx, ctx, 'unita.chiusa', { tipo: 'unita', id: codice }, chiusura);
  await verificaAlbero(tx);
  if (dal === (await oggiARoma(tx))) await attua(tx);
}

/** Writes that a unit is no more from a day on; what hangs from it is not looked at here. */
export async function scriviChiusura(
  tx: Tx,
  ctx: Contesto,
  quale: { id: string; storia: readonly RigaStoria[]; dal: string; atto: string },
  successori: readonly string[],
): Promise<void> {
  const { id, storia, dal, atto } = quale;
  if (dal < (await oggiARoma(tx))) throw nelPassato();
  const prima = rigaAl(storia, dal);
  if (!prima) throw nonAncora();
  if (!prima.attiva) throw giaChiusa();
  const dopo = storia.find((r) => r.dal > dal);
  if (dopo) throw variazioniSuccessive(dopo.dal);
  await scriviRiga(tx, ctx, id, { dal, atto, stato: soloStato(prima), attiva: false });
  await scriviSuccessori(tx, ctx, { id, dal }, successori);
}

/**
 * Says, or says anew, who continues the work of a closed unit. What was stuck goes to them at once.
 *
 * @throws Rifiuto `unita.non-trovata`, `unita.non-chiusa`, `unita.sconosciuta`, `unita.successore`
 */
export async function indicaSuccessori(
  tx: Tx,
  ctx: Contesto,
  codice: string,
  successori: readonly string[],
): Promise<void> {
  const { id, storia } = await trovaUnita(tx, codice);
  const chiusa = storia.findLast((r) => !r.attiva);
  if (!chiusa) throw nonChiusa();
  const oggi = await oggiARoma(tx);
  await scriviSuccessori(tx, ctx, { id, dal: chiusa.dal > oggi ? chiusa.dal : oggi }, successori);
  await traccia(tx, ctx, 'unita.successori-indicati', { tipo: 'unita', id: codice }, { successori });
  await attua(tx);
}

async function scriviSuccessori(
  tx: Tx,
  ctx: Contesto,
  unita: { id: string; dal: string },
  codici: readonly string[],
): Promise<void> {
  await tx.deleteFrom('unita_successore').where('unita_id', '=', unita.id).execute();
  for (const [ordine, codice] of codici.entries()) {
    const altra = await unitaNominata(tx, codice, 'successori');
    if (altra === unita.id || !rigaAl(await leggiStoria(tx, altra), unita.dal)?.attiva)
      throw successoreChiuso(codice);
    await tx
      .insertInto('unita_successore')
      .values({ ente_id: ctx.ente.id, unita_id: unita.id, ordine, successore_id: altra })
      .execute();
  }
}
