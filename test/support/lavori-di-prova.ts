import pg from 'pg';
import { expect } from 'vitest';

/** Waits until no job of that kind is waiting or under way: what they do is done. */
export async function lavoriFiniti(urlSuperutente: string, inizio: string): Promise<void> {
  const client = new pg.Client(urlSuperutente);
  await client.connect();
  try {
    await expect
      .poll(
        async () => {
          const { rows } = await client.query<{ n: string }>(
            `SELECT count(*) AS n FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
             WHERE t.identifier LIKE $1 || '%'`,
            [inizio],
          );
          return rows[0]?.n;
        },
        { timeout: 20_000 },
      )
      .toBe('0');
  } finally {
    await client.end();
  }
}
