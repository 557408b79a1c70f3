import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as pausa } from 'node:timers/promises';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { avviaLavori } from './jobs.ts';
import { veglia } from './veglia.ts';

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

/** A run with nothing in its hands. */
const vivoDiProva = async (url: string): Promise<{ chi: string; smetti: () => Promise<void> }> => {
  const chi = `pool-di-prova-${Date.now()}`;
  return { chi, ...(await veglia(url, chi, () => [], p.ambiente.log)) };
};
const CONTENUTO = () => JSON.stringify([{ enteId: p.ente.enteId, documenti: [] }]);
const accodati = async (quanti: number): Promise<void> => {
  await superutente.query(`SELECT accoda_lavoro('documenti.verifica', $1) FROM generate_series(1, $2)`, [
    CONTENUTO(),
    quanti,
  ]);
};
const rimasti = async (): Promise<number> => {
  const { rows } = await superutente.query<{ n: number }>(
    // Only these: of the closing of days, asked again at each start, the queue keeps the one that was under way, never to be tried again.
    `SELECT count(*)::integer AS n FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'documenti.verifica' AND j.run_at <= now() + interval '1 minute'`,
  );
  return rows[0]?.n ?? -1;
};

test('i lavori in differita riprendono da soli dopo che la base di dati ha troncato le loro connessioni', async () => {
  for (let i = 0; i < 8; i++) {
    await accodati(15);
    await pausa(i * 5);
    await superutente.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  }
  await accodati(1);
  // Also what a broken connection left in the hands of somebody who is gone.
  await expect.poll(rimasti, { timeout: 60_000 }).toBe(0);
});

test('ciò che un processo ucciso teneva in mano torna a chi è vivo', async () => {
  const { rows } = await superutente.query<{ id: string }>(
    `SELECT id FROM graphile_worker.add_job('documenti.verifica', $1, run_at => now() + interval '1 hour')`,
    [CONTENUTO()],
  );
  await superutente.query(
    `UPDATE graphile_worker._private_jobs SET run_at = now(), locked_at = now(), locked_by = 'pool-ucciso' WHERE id = $1`,
    [rows[0]?.id],
  );
  expect(await rimasti()).toBe(1);
  await expect.poll(rimasti, { timeout: 60_000 }).toBe(0);
});

test('ciò che la coda ha dato a chi è vivo, e non è mai arrivato, torna in coda da solo', async () => {
  const { rows } = await superutente.query<{ id: string }>(
    `SELECT id FROM graphile_worker.add_job('documenti.verifica', $1, run_at => now() + interval '1 hour')`,
    [CONTENUTO()],
  );
  // The run says that it is alive by holding a lock with its name: an answer lost on the way leaves the same behind.
  const { chi, smetti } = await vivoDiProva(p.banca.url);
  await superutente.query(
    `UPDATE graphile_worker._private_jobs SET run_at = now(), locked_at = now(), locked_by = $2 WHERE id = $1`,
    [rows[0]?.id, chi],
  );
  expect(await rimasti()).toBe(1);
  await expect.poll(rimasti, { timeout: 60_000 }).toBe(0);
  await smetti();
});
