import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as pausa } from 'node:timers/promises';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { avviaLavori } from './jobs.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
let lavori: { ferma: () => Promise<void> };

beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  lavori = await avviaLavori(p.ambiente);
});
afterAll(async () => {
  await lavori.ferma();
  await superutente.end();
  await p.chiudi();
});

const accodati = async (quanti: number): Promise<string> => {
  const contenuto = JSON.stringify([{ enteId: p.ente.enteId, documenti: [] }]);
  await superutente.query(`SELECT accoda_lavoro('documenti.verifica', $1) FROM generate_series(1, $2)`, [
    contenuto,
    quanti,
  ]);
  const { rows } = await superutente.query<{ ultimo: string }>(
    'SELECT max(id) AS ultimo FROM graphile_worker._private_jobs',
  );
  return rows[0]?.ultimo ?? '0';
};
const esiste = async (lavoro: string): Promise<boolean> =>
  (await superutente.query('SELECT FROM graphile_worker._private_jobs WHERE id = $1', [lavoro])).rowCount ===
  1;

test('i lavori in differita riprendono da soli dopo che la base di dati ha troncato le loro connessioni', async () => {
  for (let i = 0; i < 8; i++) {
    await accodati(15);
    await pausa(i * 5);
    await superutente.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  }
  // What a broken connection left locked waits for its turn; what comes afterwards must be done now.
  const ultimo = await accodati(1);
  await expect.poll(() => esiste(ultimo), { timeout: 60_000 }).toBe(false);
});
