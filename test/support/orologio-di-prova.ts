import pg from 'pg';
import type { Orologio } from '#platform/clock';

/**
 * Sets what `istante_corrente()`, the one source of registering instants, says in a test database. Only a superuser can:
 * the application and the owner of an installation have no such means.
 *
 * @param url `urlSuperutente` of the test database
 * @param iso instant, e.g. `2026-12-31T23:59:59.999+01:00`
 * @param scorre whether time goes on from there; otherwise it stands still
 */
export async function fissaIstante(url: string, iso: string, scorre = false): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('CREATE TABLE IF NOT EXISTS orologio_prova (istante timestamptz, da timestamptz)');
    await client.query('GRANT SELECT ON orologio_prova TO PUBLIC');
    await client.query('DELETE FROM orologio_prova');
    await client.query('INSERT INTO orologio_prova VALUES ($1, CASE WHEN $2 THEN clock_timestamp() END)', [
      iso,
      scorre,
    ]);
    await client.query(`CREATE OR REPLACE FUNCTION istante_corrente() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN (
      SELECT date_trunc('milliseconds', istante + coalesce(clock_timestamp() - da, '0')) FROM orologio_prova)`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** The application's clock, set by hand; real until it is set. Goes on from there when told so. */
export class OrologioDiProva implements Orologio {
  #scarto = 0;
  #fermo: Date | undefined;

  adesso(): Date {
    return this.#fermo ?? new Date(Date.now() + this.#scarto);
  }

  imposta(iso: string, scorre = false): void {
    this.#scarto = Date.parse(iso) - Date.now();
    this.#fermo = scorre ? undefined : new Date(iso);
  }
}
