import { setTimeout as pausa } from 'node:timers/promises';
import { sql } from 'kysely';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { improntaBlocco, istanteUtc } from './impronta-blocco.ts';

/** Between the instant a line takes and the moment its transaction is known to the others: far more than it can ever be. */
const MARGINE = '1 minute';
const TENTATIVI = 10;
const ATTESA = 500;

/**
 * Seals the lines of the audit trail that are surely all there. A line takes its instant when it is written and is seen when its
 * transaction commits, in another order: what is sealed is older than every transaction that still runs. Nobody who writes waits.
 *
 * @returns how many lines; 0 also when something has been running for too long: the next round seals them
 */
export async function sigillaTraccia(db: Db, enteId: string): Promise<number> {
  const limite = await finoA(db);
  if (limite === undefined) return 0;
  return await inTransazione(db, enteId, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`registro-verificabile/traccia/${enteId}`}, 0))`.execute(
      tx,
    );
    const ultimo = await ultimoBlocco(tx);
    const al = await ultimaRiga(tx, ultimo?.al ?? null, limite);
    if (al === undefined) return 0;
    const { impronta, righe } = await improntaBlocco(tx, ultimo?.impronta ?? '', ultimo?.al ?? null, al);
    await sql`INSERT INTO blocco_traccia (ente_id, progressivo, dal, al, righe, impronta)
      VALUES (${enteId}, ${(ultimo?.progressivo ?? 0) + 1}, ${ultimo?.al ?? null}::timestamptz, ${al}::timestamptz, ${righe}, ${impronta})`.execute(
      tx,
    );
    return righe;
  });
}

/** The instant up to which no line can appear any more: every transaction that had begun to write by then is over. */
async function finoA(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ limite: string; dopo: string }>`
    SELECT to_char((clock_timestamp() - ${sql.lit(MARGINE)}::interval) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS limite,
      pg_snapshot_xmax(pg_current_snapshot())::text AS dopo`.execute(db);
  const [adesso] = rows;
  if (!adesso) return undefined;
  for (let volta = 0; volta < TENTATIVI; volta++) {
    const { rows: finite } = await sql<{ si: boolean }>`
      SELECT pg_snapshot_xmin(pg_current_snapshot()) >= ${adesso.dopo}::text::xid8 AS si`.execute(db);
    if (finite[0]?.si) return adesso.limite;
    await pausa(ATTESA);
  }
  return undefined;
}

export type Blocco = { progressivo: number; dal: string | null; al: string; righe: number; impronta: string };

export async function ultimoBlocco(tx: Tx): Promise<Blocco | undefined> {
  const { rows } =
    await sql<Blocco>`SELECT progressivo, ${istanteUtc('dal')} AS dal, ${istanteUtc('al')} AS al, righe,
    encode(impronta, 'hex') AS impronta FROM blocco_traccia ORDER BY progressivo DESC LIMIT 1`.execute(tx);
  return rows[0];
}

/** Blocks end with a line, so that they say nothing of a time when nothing happened. */
async function ultimaRiga(tx: Tx, dal: string | null, limite: string): Promise<string | undefined> {
  const { rows } = await sql<{ al: string }>`
    SELECT ${istanteUtc('istante')} AS al FROM traccia WHERE ente_id = ente_corrente() AND istante <= ${limite}::timestamptz
      AND (${dal}::timestamptz IS NULL OR istante > ${dal}::timestamptz) ORDER BY istante DESC LIMIT 1`.execute(
    tx,
  );
  return rows[0]?.al;
}
