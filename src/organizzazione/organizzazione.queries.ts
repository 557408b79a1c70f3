import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { ElencoUnita, ElencoPersone } from './organizzazione.schema.ts';

/** The organisation chart: every open unit of a day after the one it belongs to; of today unless said. */
export async function findUnita(tx: Tx, giorno?: string): Promise<ElencoUnita['items']> {
  const { rows } = await sql<ElencoUnita['items'][number] & { padre: string | null }>`
    SELECT u.codice, o.denominazione, o.tipo, p.codice AS padre, o.uop, o.uu, o.ufficio_protocollo AS "ufficioProtocollo",
      o.unita_id = servizio_protocollo_al(g.giorno) AS "servizioProtocollo"
    FROM (SELECT coalesce(${giorno ?? null}::date, oggi_a_roma()) AS giorno) g CROSS JOIN LATERAL organigramma_al(g.giorno) o
    JOIN unita u ON u.id = o.unita_id LEFT JOIN unita p ON p.id = o.padre_id
    WHERE o.attiva ORDER BY p.id IS NOT NULL, o.ordine, u.codice`.execute(tx);
  return rows.map(({ padre, ...u }) => ({ ...u, ...(padre !== null && { padre }) }));
}

/** Who works here, by name; nothing that helps to sign in as him. */
export async function findPersone(tx: Tx): Promise<ElencoPersone['items']> {
  return await tx
    .selectFrom('utente as u')
    .select((eb) => [
      'u.id',
      'u.nome',
      'u.cognome',
      eb
        .selectFrom('incarico as i')
        .innerJoin('unita as n', 'n.id', 'i.unita_id')
        .whereRef('i.utente_id', '=', 'u.id')
        .select(sql<string[]>`coalesce(array_agg(DISTINCT n.denominazione), '{}')`.as('unita'))
        .$asScalar()
        .$notNull()
        .as('unita'),
    ])
    .where('u.attivo', '=', true)
    .orderBy('u.cognome')
    .orderBy('u.nome')
    .orderBy('u.id')
    .execute();
}
