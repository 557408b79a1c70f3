import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { rientra, traccia, type Attore } from '#tracciamento';
import { lavoriAbbandonati } from './abbandonati.ts';
import { lavoroGiaInCoda, lavoroNonTrovato } from './lavori.errors.ts';
import { nomeLavoro } from './nomi.ts';
import { LAVORI_ABBANDONATI } from './segnala-abbandonati.ts';

/** Puts back in the queue what was given up: that job, or all of the ente. Each with its line, and what it says of a job is its name. */
async function riprendi(tx: Tx, chi: Attore, quale: string | null): Promise<number> {
  const { rows } = await sql<{ id: number; lavoro: string; tentativi: number }>`
    SELECT * FROM riprova_lavori_abbandonati(${quale}) ORDER BY id`.execute(tx);
  for (const { id, lavoro, tentativi } of rows)
    await traccia(
      tx,
      chi,
      'lavoro.ripreso',
      { tipo: 'lavoro', id: String(id) },
      { lavoro, cosa: nomeLavoro(lavoro), tentativi },
    );
  // Not at the next hour: the warning would say of jobs that whoever follows it does not find.
  if (rows.length > 0 && (await lavoriAbbandonati(tx, 1)).totale === 0)
    await rientra(tx, chi.ente.id, LAVORI_ABBANDONATI);
  return rows.length;
}

export const riprovaTutti = (tx: Tx, chi: Attore): Promise<number> => riprendi(tx, chi, null);

/** @throws Rifiuto `lavoro.non-trovato`, also of one of another ente; `lavoro.gia-in-coda` */
export async function riprova(tx: Tx, chi: Attore, id: string): Promise<void> {
  if ((await riprendi(tx, chi, id)) > 0) return;
  const { rows } = await sql<{ in_coda: boolean }>`SELECT lavoro_in_coda(${id}) AS in_coda`.execute(tx);
  throw rows[0]?.in_coda ? lavoroGiaInCoda() : lavoroNonTrovato();
}
