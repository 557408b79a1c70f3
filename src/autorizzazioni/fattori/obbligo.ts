import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { profili } from '../permessi.ts';
import type { ObbligoSecondoFattore } from './fattori.schema.ts';

/** Which profiles must have a second factor, and how many people of each have one. */
export async function leggiObbligo(tx: Tx): Promise<ObbligoSecondoFattore> {
  const { rows } = await sql<{ profilo: string; obbligatorio: boolean; utenti: number; attivati: number }>`
    SELECT p.profilo, EXISTS (SELECT FROM obbligo_secondo_fattore o WHERE o.profilo = p.profilo) AS obbligatorio,
      count(u.id)::int AS utenti, (count(u.id) FILTER (WHERE u.ha))::int AS attivati
    FROM unnest(${sql.lit(`{${profili.join(',')}}`)}::text[]) WITH ORDINALITY AS p (profilo, ordine)
    LEFT JOIN (SELECT DISTINCT i.profilo, t.id, passo_mancante(t.id) IS NOT DISTINCT FROM 'verifica' AS ha
      FROM incarico i JOIN utente t ON t.id = i.utente_id AND t.attivo) u ON u.profilo = p.profilo
    GROUP BY p.profilo, p.ordine ORDER BY p.ordine`.execute(tx);
  return { profili: rows };
}

/** The ente decides who may not work without a second factor. It holds from everybody's next sign-in. */
export async function salvaObbligo(tx: Tx, ctx: Contesto, obbligati: readonly string[]): Promise<void> {
  const prima = await tx.deleteFrom('obbligo_secondo_fattore').returning('profilo').execute();
  const dopo = [...new Set(obbligati)].sort();
  if (dopo.length > 0)
    await tx
      .insertInto('obbligo_secondo_fattore')
      .values(dopo.map((profilo) => ({ ente_id: ctx.ente.id, profilo })))
      .execute();
  await traccia(
    tx,
    ctx,
    'obbligo-secondo-fattore.modificato',
    { tipo: 'impostazioni' },
    { prima: prima.map((o) => o.profilo).sort(), dopo },
  );
}
