import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { attua } from './attua.ts';
import { campiDi, verificaPoteri } from './campi.ts';
import { VUOTO, type Stato } from './stato.ts';
import { codiceUsato, nelPassato, verificaAlbero } from './unita.errors.ts';
import { oggiARoma } from './unita.queries.ts';
import type { NuovaUnita } from './unita.schema.ts';

/**
 * Puts a new unit in the chart from a day on.
 *
 * @throws Rifiuto `unita.codice-usato`, `unita.decorrenza`, `unita.sconosciuta`, `unita.albero`, `unita.protocollo-senza-uop`
 */
export async function creaUnita(tx: Tx, ctx: Contesto, nuova: NuovaUnita): Promise<void> {
  const { codice, dal, atto, ...resto } = nuova;
  await inserisciUnita(tx, ctx, codice, dal, atto, {
    ...VUOTO,
    denominazione: nuova.denominazione,
    tipo: nuova.tipo,
    ...(await campiDi(tx, resto)),
  });
  await traccia(tx, ctx, 'unita.creata', { tipo: 'unita', id: codice }, nuova);
  await verificaAlbero(tx);
  if (dal === (await oggiARoma(tx))) await attua(tx);
}

/**
 * Writes a unit and its first row. A code that was only announced and then withdrawn is free again.
 *
 * @returns its identity
 */
export async function inserisciUnita(
  tx: Tx,
  ctx: Contesto,
  codice: string,
  dal: string,
  atto: string,
  stato: Stato,
): Promise<string> {
  verificaPoteri(stato);
  if (dal < (await oggiARoma(tx))) throw nelPassato();
  const gia = await tx
    .selectFrom('unita as u')
    .select((eb) => [
      'u.id',
      eb
        .exists(eb.selectFrom('unita_storia as s').select('s.id').whereRef('s.unita_id', '=', 'u.id'))
        .as('conStoria'),
    ])
    .where('u.codice', '=', codice)
    .executeTakeFirst();
  if (gia?.conStoria) throw codiceUsato(codice);
  const id = gia?.id ?? crypto.randomUUID();
  // The history first: a unit without one would have been there always.
  await tx
    .insertInto('unita_storia')
    .values({ ente_id: ctx.ente.id, unita_id: id, dal, ...stato, atto, scritta_da: ctx.attore })
    .execute();
  if (gia) return id;
  const { id: aooId } = await tx.selectFrom('aoo').select('id').executeTakeFirstOrThrow();
  const scritta = await tx
    .insertInto('unita')
    .values({
      id,
      ente_id: ctx.ente.id,
      aoo_id: aooId,
      codice,
      denominazione: stato.denominazione,
      tipo: stato.tipo,
      // Open, with all the rest, from its day on (attua).
      attiva: false,
    })
    .onConflict((oc) => oc.columns(['ente_id', 'codice']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!scritta) throw codiceUsato(codice);
  return id;
}
