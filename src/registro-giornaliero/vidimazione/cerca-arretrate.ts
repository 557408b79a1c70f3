import { sql } from 'kysely';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { fermaFirme, GIORNI, inizioDi } from './arretrate.queries.ts';

/** Days gone through in one transaction: while it lasts, less than a second, nobody signs. */
const PASSO = 31;

/**
 * Writes down what nobody has signed of the days that leave the month every look goes through, a day before they do, and of what was
 * sent as long ago for older ones (RN-34.2-2). It begins where it had come to: after an outage it goes through as many days, the first
 * time through all of them, a few at a time. Then it takes off what awaits no more. May run any number of times, on as many nodes.
 */
export async function cercaArretrate({ db }: { db: Db }, enteId: string): Promise<void> {
  const registri = await inLettura(db, enteId, (tx) =>
    tx.selectFrom('registro').select('id').where('tipo', '=', 'protocollo').execute(),
  );
  for (const { id } of registri) {
    while (await inTransazione(db, enteId, (tx) => avanza(tx, enteId, id)));
    await inTransazione(db, enteId, (tx) => rivedi(tx, enteId, id));
  }
}

/** @returns whether there may be more */
async function avanza(tx: Tx, enteId: string, registroId: string): Promise<boolean> {
  await fermaFirme(tx, registroId);
  // Not beyond what is closed: of a day that is late there is no extract yet, and it must not be skipped.
  const { rows } = await sql<{ dal: string; al: string }>`
    SELECT dal::text AS dal, al::text AS al FROM (
      SELECT coalesce(c.fino, g.primo) AS dal,
        least(coalesce(c.fino, g.primo) + ${PASSO}::integer, oggi_del_registro() - ${GIORNI - 1}::integer, g.ultimo + 1) AS al
      FROM (SELECT min(giorno) AS primo, max(giorno) AS ultimo FROM registro_giornaliero WHERE registro_id = ${registroId}) g
        LEFT JOIN vidimazione_cercata c ON c.registro_id = ${registroId}) x
    WHERE al > dal`.execute(tx);
  const [tratto] = rows;
  if (!tratto) return false;
  const al = inizioDi(sql`${tratto.al}::date`);
  // What another Area signed when the office was in it is signed: a move does not make years of it due again. It
  // may have moved on the very day, after that. OFFSET 0: by index, row by row.
  await sql`
    INSERT INTO vidimazione_arretrata (ente_id, giornaliero_id, unita_id)
    SELECT DISTINCT ${enteId}::uuid, d.giornaliero_id, u.id
    FROM da_vidimare(${registroId}::uuid, ${inizioDi(sql`${tratto.dal}::date`)}, ${al}, ${al}, NULL) d
      CROSS JOIN LATERAL unnest(d.uffici) u (id)
    WHERE NOT EXISTS (SELECT FROM (SELECT v.area_id, (v.istante AT TIME ZONE 'Europe/Rome')::date AS giorno FROM vidimazione v
        WHERE v.giornaliero_id = d.giornaliero_id AND v.area_id <> d.area_id AND EXISTS (
          SELECT FROM vidimazione_voce f WHERE f.vidimazione_id = v.id AND f.registrazione_id = d.registrazione_id OFFSET 0) OFFSET 0) v
      WHERE v.area_id IN (area_al(u.id, v.giorno), area_al(u.id, v.giorno - 1)) OFFSET 0)
    ON CONFLICT DO NOTHING`.execute(tx);
  await sql`
    INSERT INTO vidimazione_cercata (ente_id, registro_id, fino) VALUES (${enteId}, ${registroId}, ${tratto.al}::date)
    ON CONFLICT (registro_id) DO UPDATE SET fino = excluded.fino`.execute(tx);
  return true;
}

/** Of the days that follow those of the last time, from the oldest and then again: what was taken back, or is of nobody, awaits no more. */
async function rivedi(tx: Tx, enteId: string, registroId: string): Promise<void> {
  await fermaFirme(tx, registroId);
  const { rows } = await sql<{ giorno: string }>`
    SELECT g.giorno::text AS giorno FROM registro_giornaliero g LEFT JOIN vidimazione_cercata c ON c.registro_id = g.registro_id
    WHERE g.registro_id = ${registroId} AND g.giorno > coalesce(c.rivista, '-infinity'::date)
      AND EXISTS (SELECT FROM vidimazione_arretrata x WHERE x.giornaliero_id = g.id)
    ORDER BY g.giorno LIMIT 1`.execute(tx);
  const dal = rows[0]?.giorno;
  if (dal !== undefined)
    await sql`
      WITH attese AS MATERIALIZED (SELECT d.giornaliero_id, u.id
        FROM da_vidimare(${registroId}::uuid, ${inizioDi(sql`${dal}::date`)}, ${inizioDi(sql`${dal}::date + ${PASSO}::integer`)},
          ${inizioDi(sql`${dal}::date`)}, NULL) d CROSS JOIN LATERAL unnest(d.uffici) u (id))
      DELETE FROM vidimazione_arretrata x USING registro_giornaliero g
      WHERE g.id = x.giornaliero_id AND g.registro_id = ${registroId} AND g.giorno >= ${dal}::date AND g.giorno < ${dal}::date + ${PASSO}::integer
        AND (x.giornaliero_id, x.unita_id) NOT IN (SELECT giornaliero_id, id FROM attese)`.execute(tx);
  await sql`UPDATE vidimazione_cercata SET rivista = ${dal ?? null}::date + ${PASSO - 1}::integer
    WHERE ente_id = ${enteId} AND registro_id = ${registroId}`.execute(tx);
}
