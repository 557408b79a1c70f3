import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Tabella } from '../catalogo.ts';

type Chiave = { tabella: string; nome: string; definizione: string };

/**
 * Loads with the tables' triggers still and their foreign keys away, then puts everything back: the rows were made by those triggers already,
 * and the keys are checked over the whole when they are made again. All in the caller's transaction: nobody ever sees it halfway.
 */
export async function senzaVincoli(
  tx: Tx,
  tabelle: readonly Tabella[],
  carica: () => Promise<void>,
): Promise<void> {
  const nomi = tabelle.map((t) => t.nome);
  const { rows: chiavi } = await sql<Chiave>`
    SELECT c.conrelid::regclass::text AS tabella, c.conname AS nome, pg_get_constraintdef(c.oid) AS definizione
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace AND t.relname = ANY (${nomi})`.execute(
    tx,
  );
  for (const { tabella, nome } of chiavi)
    await sql`ALTER TABLE ${sql.table(tabella)} DROP CONSTRAINT ${sql.id(nome)}`.execute(tx);
  for (const nome of nomi) await sql`ALTER TABLE ${sql.table(nome)} DISABLE TRIGGER USER`.execute(tx);
  await carica();
  for (const { tabella, nome, definizione } of chiavi)
    await sql`ALTER TABLE ${sql.table(tabella)} ADD CONSTRAINT ${sql.id(nome)} ${sql.raw(definizione)}`.execute(
      tx,
    );
  for (const nome of nomi) await sql`ALTER TABLE ${sql.table(nome)} ENABLE TRIGGER USER`.execute(tx);
}

/** What counts by itself goes on after what was loaded. */
export async function riallineaSequenze(tx: Tx): Promise<void> {
  const { rows } = await sql<{ tabella: string; colonna: string }>`
    SELECT c.relname AS tabella, a.attname AS colonna FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attidentity <> '' AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`.execute(tx);
  for (const { tabella, colonna } of rows)
    await sql`SELECT setval(pg_get_serial_sequence(${tabella}, ${colonna}),
      greatest((SELECT max(${sql.ref(colonna)}) FROM ${sql.table(tabella)}), nextval(pg_get_serial_sequence(${tabella}, ${colonna}))))`.execute(
      tx,
    );
}
