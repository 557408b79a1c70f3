import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Copia } from '../trasporti/trasporto.ts';

/** Writes down that the server has these copies; those already written stay as they are. */
export async function vedi(
  tx: Tx,
  enteId: string,
  casellaId: string,
  uidvalidity: number,
  copie: readonly Copia[],
): Promise<void> {
  await sql`
    INSERT INTO messaggio_server (ente_id, casella_id, uidvalidity, uid)
    SELECT ${enteId}, ${casellaId}, ${uidvalidity}, u FROM unnest(${copie.map((c) => c.uid)}::text[]) u
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** The last uid that was seen, as IMAP counts them. */
export async function ultimoVisto(
  tx: Tx,
  casellaId: string,
  uidvalidity: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ ultimo: string | null }>`
    SELECT max(uid::bigint)::text AS ultimo FROM messaggio_server
    WHERE casella_id = ${casellaId} AND uidvalidity = ${uidvalidity} AND uid ~ '^[0-9]{1,18}$'`.execute(tx);
  return rows[0]?.ultimo ?? undefined;
}

export type DaConservare = { uid: string; tentativi: number };

/** What was seen and is not kept yet: those that failed least come first, so that one stuck message holds up nobody. */
export async function daConservare(
  tx: Tx,
  casellaId: string,
  uidvalidity: number,
  limite: number,
): Promise<DaConservare[]> {
  const { rows } = await sql<DaConservare>`
    SELECT uid, tentativi FROM messaggio_server
    WHERE casella_id = ${casellaId} AND uidvalidity = ${uidvalidity} AND messaggio_id IS NULL AND sul_server = 'presente'
    ORDER BY tentativi, length(uid), uid LIMIT ${limite}`.execute(tx);
  return rows;
}

/** A copy that could not be taken: it will be tried again, after the others. */
export async function segnaFallita(
  tx: Tx,
  copia: { casellaId: string; uidvalidity: number; uid: string },
  errore: string,
): Promise<void> {
  await sql`UPDATE messaggio_server SET tentativi = tentativi + 1, ultimo_errore = left(${errore}, 500)
    WHERE casella_id = ${copia.casellaId} AND uidvalidity = ${copia.uidvalidity} AND uid = ${copia.uid}`.execute(
    tx,
  );
}

/** A copy that somebody took off the server before we had it: all that is known is that it was there. */
export async function segnaSparita(
  tx: Tx,
  copia: { casellaId: string; uidvalidity: number; uid: string },
): Promise<void> {
  await sql`UPDATE messaggio_server SET sul_server = 'sparito', ultimo_errore = 'tolto dal server prima di essere conservato'
    WHERE casella_id = ${copia.casellaId} AND uidvalidity = ${copia.uidvalidity} AND uid = ${copia.uid}`.execute(
    tx,
  );
}
