import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Livelli } from './titolario.schema.ts';

/** What the ente calls the three levels from now on, also of past versions: a name of the form, not of the scheme (CORI-3). */
export async function salvaLivelli(tx: Tx, ctx: Contesto, nuovi: Livelli): Promise<Livelli> {
  const prima = await tx.selectFrom('livelli_titolario').select('livelli').executeTakeFirst();
  await tx
    .insertInto('livelli_titolario')
    .values({ ente_id: ctx.ente.id, livelli: nuovi.livelli })
    .onConflict((oc) => oc.column('ente_id').doUpdateSet({ livelli: nuovi.livelli }))
    .execute();
  await traccia(
    tx,
    ctx,
    'titolario.livelli-rinominati',
    { tipo: 'titolario' },
    { prima: prima?.livelli ?? null, dopo: nuovi.livelli },
  );
  return nuovi;
}
