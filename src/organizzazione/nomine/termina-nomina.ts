import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { giornoPrima, oggiARoma } from '../unita/unita.queries.ts';
import { decorrenza, giaInVigore, nonInCorso, nonTrovata, periodo, senzaTermine } from './nomine.errors.ts';
import { findNomine } from './nomine.queries.ts';
import type { FineNomina, Nomina } from './nomine.schema.ts';

/**
 * Ends an appointment on a day. The RSP has no end of his own: somebody succeeds to him.
 *
 * @throws Rifiuto `nomina.non-trovata`, `nomina.senza-termine`, `nomina.non-in-corso`, `nomina.periodo`, `nomina.decorrenza`
 */
export async function terminaNomina(tx: Tx, ctx: Contesto, id: string, fine: FineNomina): Promise<Nomina> {
  const [corrente] = await findNomine(tx, id);
  if (!corrente) throw nonTrovata();
  if (corrente.ruolo === 'rsp') throw senzaTermine();
  if (corrente.stato === 'cessata') throw nonInCorso();
  if (fine.al < corrente.dal) throw periodo();
  // Yesterday at the earliest: he leaves today.
  if (fine.al < giornoPrima(await oggiARoma(tx))) throw decorrenza();
  await tx
    .updateTable('nomina')
    .set({ al: fine.al, atto_fine: fine.atto ?? null })
    .where('id', '=', id)
    .execute();
  await traccia(tx, ctx, 'nomina.cessata', { tipo: 'nomina', id }, { ...fine });
  const [scritta] = await findNomine(tx, id);
  if (!scritta) throw nonTrovata();
  return scritta;
}

/**
 * Takes back an appointment still to come. Who it would have succeeded to goes on.
 *
 * @throws Rifiuto `nomina.non-trovata`, `nomina.gia-in-vigore`
 */
export async function ritiraNomina(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const [futura] = await findNomine(tx, id);
  if (!futura) throw nonTrovata();
  if (futura.stato !== 'futura') throw giaInVigore();
  await tx.deleteFrom('nomina').where('id', '=', id).execute();
  if (futura.ruolo === 'rsp')
    await tx
      .updateTable('nomina')
      .set({ al: futura.al ?? null, atto_fine: null })
      .where('ruolo', '=', 'rsp')
      .where('al', '=', giornoPrima(futura.dal))
      .execute();
  await traccia(tx, ctx, 'nomina.ritirata', { tipo: 'nomina', id }, { ruolo: futura.ruolo, dal: futura.dal });
}
