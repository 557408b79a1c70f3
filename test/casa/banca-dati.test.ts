import pg from 'pg';
import { expect, test } from 'vitest';
import { nuovaBancaDati } from '../support/banca-dati.ts';

test('la banca dati di prova è migrata, non appartiene a un superutente e sparisce con elimina', async () => {
  const banca = await nuovaBancaDati();
  const client = new pg.Client(banca.url);
  // elimina ends this connection from the server's side.
  client.on('error', (errore) => expect(errore.message).toMatch(/terminat/));
  await client.connect();
  const { rows } = await client.query<{ super: boolean; enti: string }>(
    `SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super, (SELECT count(*) FROM ente) AS enti`,
  );
  expect(rows).toEqual([{ super: false, enti: '0' }]);

  await banca.elimina();
  await expect(new pg.Client(banca.url).connect()).rejects.toThrow(/does not exist/);
});
