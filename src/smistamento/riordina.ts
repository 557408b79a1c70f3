import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { elencaRegole } from './elenca-regole.ts';
import type { ElencoRegole } from './smistamento.schema.ts';

/**
 * Puts the rules in that order. All of them must be named: who moved one while another was being added has not seen where it
 * would end.
 *
 * @throws Rifiuto `smistamento.elenco-cambiato`
 */
export async function riordina(tx: Tx, ctx: Contesto, regole: readonly string[]): Promise<ElencoRegole> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM regola_smistamento ORDER BY posto, id FOR UPDATE`.execute(tx);
  const prima = rows.map((r) => r.id);
  if (prima.toSorted().join() !== regole.toSorted().join())
    throw new Rifiuto({
      codice: 'smistamento.elenco-cambiato',
      categoria: 'conflitto',
      dettaglio: 'Nel frattempo una regola è stata aggiunta o tolta: rileggere l’elenco e riprovare.',
    });
  await sql`UPDATE regola_smistamento r SET posto = o.posto
    FROM unnest(${regole}::uuid[]) WITH ORDINALITY o (id, posto) WHERE r.id = o.id`.execute(tx);
  const dopo = await elencaRegole(tx);
  const nomi = (id: string[]) => id.map((x) => dopo.items.find((r) => r.id === x)?.nome);
  await traccia(
    tx,
    ctx,
    'smistamento.regole-riordinate',
    { tipo: 'regola-smistamento' },
    { prima: nomi(prima), dopo: nomi([...regole]) },
  );
  return dopo;
}
