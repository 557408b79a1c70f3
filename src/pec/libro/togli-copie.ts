import { sql } from 'kysely';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { politicaDi } from '../caselle/politica.ts';
import type { PartiRicezione } from '../parti.ts';
import type { Trasporto } from '../trasporti/trasporto.ts';

const LOTTO = 500;

/**
 * Does with the server's copies what the policy of the box says: only of messages that are kept, read, and of which somebody has
 * decided (or that are receipts), and after the days they stay there in any case. Doing it twice does nothing more.
 */
export async function togliCopie(
  parti: PartiRicezione,
  casella: { id: string; enteId: string; politica: unknown },
  trasporto: Trasporto,
): Promise<number> {
  const { copiaSulServer, cartellaArchivio, giorniSulServer } = politicaDi(casella.politica);
  if (copiaSulServer === 'lascia') return 0;
  const { id, enteId } = casella;
  const { uidvalidity } = trasporto;
  const uid = await inLettura(parti.db, enteId, (tx) => daTogliere(tx, id, uidvalidity, giorniSulServer));
  if (uid.length === 0) return 0;
  await parti.punto?.('prima-di-togliere');
  if (copiaSulServer === 'sposta') await trasporto.sposta(uid, cartellaArchivio);
  else await trasporto.cancella(uid);
  await parti.punto?.('tolto');
  const fatto = copiaSulServer === 'sposta' ? 'spostato' : 'cancellato';
  await inTransazione(parti.db, enteId, async (tx) => {
    await sql`UPDATE messaggio_server SET sul_server = ${fatto}
      WHERE casella_id = ${id} AND uidvalidity = ${uidvalidity} AND uid = ANY (${uid}::text[])`.execute(tx);
  });
  return uid.length;
}

async function daTogliere(tx: Tx, casellaId: string, uidvalidity: number, giorni: number): Promise<string[]> {
  const { rows } = await sql<{ uid: string }>`
    SELECT s.uid FROM messaggio_server s JOIN messaggio m ON m.id = s.messaggio_id
    WHERE s.casella_id = ${casellaId} AND s.uidvalidity = ${uidvalidity} AND s.sul_server = 'presente'
      AND s.conservato_il < clock_timestamp() - make_interval(days => ${giorni})
      AND m.stato NOT IN ('conservato', 'quarantena', 'da-esaminare', 'accantonato', 'trasmesso')
    ORDER BY s.conservato_il LIMIT ${LOTTO}`.execute(tx);
  return rows.map((r) => r.uid);
}
