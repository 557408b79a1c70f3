import type pg from 'pg';

/**
 * Takes away the indexes of tables about to be filled (those of a constraint stay): making them of a full table takes a
 * fraction of the time of keeping them row by row.
 *
 * @returns what makes them again
 */
export async function senzaIndici(client: pg.Client, tabelle: string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ nome: string; definizione: string }>(
    `SELECT i.indexrelid::regclass::text AS nome, pg_get_indexdef(i.indexrelid) AS definizione FROM pg_index i
     WHERE i.indrelid = ANY ($1::regclass[]) AND NOT i.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [tabelle],
  );
  for (const { nome } of rows) await client.query(`DROP INDEX ${nome}`);
  return async () => {
    await client.query(`SET maintenance_work_mem = '512MB'`);
    for (const { definizione } of rows) await client.query(definizione);
  };
}
