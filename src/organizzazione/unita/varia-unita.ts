import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { attua } from './attua.ts';
import { campiDi, verificaPoteri } from './campi.ts';
import { CAMPI, diversi, propaga, type Stato } from './stato.ts';
import { giaChiusa, nelPassato, nonAncora, nullaCambia, verificaAlbero } from './unita.errors.ts';
import { oggiARoma, rigaAl, trovaUnita, type RigaStoria } from './unita.queries.ts';
import type { Variazione } from './unita.schema.ts';

/**
 * Changes a unit from a day on: name, place in the chart, powers, addresses. What was decided for later days keeps what it decided
 * and takes the rest. A second change for the same day completes the first.
 *
 * @throws Rifiuto `unita.non-trovata`, `unita.decorrenza`, `unita.non-ancora`, `unita.chiusa`, `unita.nessuna-variazione`,
 *   `unita.albero`, `unita.sconosciuta`, `unita.protocollo-senza-uop`
 */
export async function variaUnita(
  tx: Tx,
  ctx: Contesto,
  codice: string,
  variazione: Variazione,
): Promise<void> {
  const { dal, atto, ...resto } = variazione;
  const { id, storia } = await trovaUnita(tx, codice);
  const cambiati = await scriviVariazione(tx, ctx, { id, storia, dal, atto }, await campiDi(tx, resto));
  if (cambiati.length === 0) throw nullaCambia();
  await traccia(tx, ctx, 'unita.variata', { tipo: 'unita', id: codice }, { ...variazione, cambiati });
  await verificaAlbero(tx);
  if (dal === (await oggiARoma(tx))) await attua(tx);
}

/** @returns the fields that are different from before; none, and nothing was written */
export async function scriviVariazione(
  tx: Tx,
  ctx: Contesto,
  quale: { id: string; storia: readonly RigaStoria[]; dal: string; atto: string },
  campi: Partial<Stato>,
): Promise<string[]> {
  const { id, storia, dal, atto } = quale;
  if (dal < (await oggiARoma(tx))) throw nelPassato();
  const prima = rigaAl(storia, dal);
  if (!prima) throw nonAncora();
  if (!prima.attiva) throw giaChiusa();
  const dopo: Stato = { ...soloStato(prima), ...campi };
  verificaPoteri(dopo);
  const cambiati = diversi(prima, dopo);
  if (cambiati.length === 0) return [];
  await scriviRiga(tx, ctx, id, { dal, atto, stato: dopo, attiva: true });
  await riscriviSeguenti(
    tx,
    storia.filter((r) => r.dal > dal),
    propaga(
      prima,
      dopo,
      storia.filter((r) => r.dal > dal),
    ),
  );
  return cambiati;
}

/** Writes the row of a day, or the one already decided for that day anew. */
export async function scriviRiga(
  tx: Tx,
  ctx: Contesto,
  unitaId: string,
  riga: { dal: string; atto: string; stato: Stato; attiva: boolean },
): Promise<void> {
  const valori = {
    ...riga.stato,
    attiva: riga.attiva,
    atto: riga.atto,
    scritta_da: ctx.attore,
    scritta_il: new Date(),
  };
  await tx
    .insertInto('unita_storia')
    .values({ ente_id: ctx.ente.id, unita_id: unitaId, dal: riga.dal, ...valori })
    .onConflict((oc) => oc.columns(['unita_id', 'dal']).doUpdateSet(valori))
    .execute();
}

export async function riscriviSeguenti(
  tx: Tx,
  prima: readonly RigaStoria[],
  dopo: readonly RigaStoria[],
): Promise<void> {
  for (const [i, riga] of dopo.entries()) {
    const vecchia = prima[i];
    if (!vecchia || diversi(vecchia, riga).length === 0) continue;
    await tx.updateTable('unita_storia').set(soloStato(riga)).where('id', '=', riga.id).execute();
  }
}

export function soloStato(riga: Stato): Stato {
  return Object.fromEntries(CAMPI.map((c) => [c, riga[c]])) as Stato;
}
