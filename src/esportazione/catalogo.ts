import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { NEI_REGISTRI, NON_ESPORTATE } from './riservate.ts';

/** A table of the ente as the database knows it. */
export type Tabella = {
  nome: string;
  /** Those that can be written: generated ones compute themselves. */
  colonne: string[];
  generate: string[];
};

/** Every table that carries `ente_id`, by name. */
export async function tabelleDellEnte(tx: Tx): Promise<Tabella[]> {
  const { rows } = await sql<Tabella>`
    SELECT c.relname AS nome,
      array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS colonne,
      coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated <> ''), '{}') AS generate
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND EXISTS (SELECT FROM pg_attribute e WHERE e.attrelid = c.oid AND e.attname = 'ente_id' AND NOT e.attisdropped)
    GROUP BY c.relname ORDER BY c.relname`.execute(tx);
  return rows;
}

/** Those whose rows go in `dati/`: neither kept here, nor in the folder of a register. */
export async function tabelleDeiDati(tx: Tx): Promise<Tabella[]> {
  const altrove = new Set<string>([...Object.keys(NON_ESPORTATE), ...NEI_REGISTRI]);
  return (await tabelleDellEnte(tx)).filter((t) => !altrove.has(t.nome));
}
