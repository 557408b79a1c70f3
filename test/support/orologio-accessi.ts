import pg from 'pg';

/**
 * Sets the instant sessions and passwords are judged by in a test database; it stands still until it is set again. Only a
 * superuser can.
 *
 * @param url `urlSuperutente` of the test database
 * @param istante ISO 8601, or null for the real one again
 */
export async function fissaIstanteAccessi(url: string, istante: string | null): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const corpo = istante === null ? 'clock_timestamp()' : `timestamptz ${client.escapeLiteral(istante)}`;
    await client.query(
      `CREATE OR REPLACE FUNCTION istante_accessi() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN ${corpo}`,
    );
  } finally {
    await client.end();
  }
}
