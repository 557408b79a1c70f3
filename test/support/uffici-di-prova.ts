import pg from 'pg';

/**
 * Makes of some units of the test ente something else, as if they had always been: offices that receive documents, or that register.
 * The application changes the chart only from a day on (RN-36.1); a test begins where it needs.
 *
 * @param url `urlSuperutente` of the test database
 */
export async function mutaUffici(
  url: string,
  codici: readonly string[],
  dati: { uu?: boolean; uop?: boolean },
): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    const valori = [codici, dati.uu ?? null, dati.uop ?? null];
    await client.query(
      `UPDATE unita_storia s SET uu = coalesce($2, s.uu), uop = coalesce($3, s.uop)
       FROM unita u WHERE u.id = s.unita_id AND u.codice = ANY ($1)`,
      valori,
    );
    await client.query(
      'UPDATE unita SET uu = coalesce($2, uu), uop = coalesce($3, uop) WHERE codice = ANY ($1)',
      valori,
    );
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
