import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { ConnessioniReseUnaVolta } from './connessioni-rese-una-volta.ts';

let banca: BancaDatiDiProva;
beforeAll(async () => {
  banca = await nuovaBancaDati();
});
afterAll(() => banca.elimina());

const prendi = (pool: pg.Pool): Promise<(errore?: Error | boolean) => void> =>
  new Promise((presa, fallito) => {
    pool.connect((errore, _client, rendi) => (errore ? fallito(errore) : presa(rendi)));
  });

test('una connessione resa due volte è resa una volta, e nessuno se ne lamenta', async () => {
  const comune = new pg.Pool({ connectionString: banca.url, max: 2 });
  const rendi = await prendi(comune);
  rendi();
  // What the queue's library does, and what ends the process when nobody awaits it.
  expect(() => rendi()).toThrow('already been released');
  await comune.end();

  const pool = new ConnessioniReseUnaVolta({ connectionString: banca.url, max: 2 });
  const prima = await prendi(pool);
  prima();
  const seconda = await prendi(pool);
  prima();
  expect([pool.totalCount, pool.idleCount]).toEqual([1, 0]);
  seconda();
  expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
  const client = await pool.connect();
  expect((await client.query('SELECT 1 AS uno')).rows).toEqual([{ uno: 1 }]);
  client.release();
  await pool.end();
});

test('chi non riesce a connettersi lo viene a sapere', async () => {
  const pool = new ConnessioniReseUnaVolta({ host: '127.0.0.1', port: 1 });
  await expect(prendi(pool)).rejects.toThrow('ECONNREFUSED');
  await pool.end();
});
