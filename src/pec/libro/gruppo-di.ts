import { sql } from 'kysely';
import { giornoDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';

/** The parts of one sending come within days; the same words months later begin another. */
const GIORNI = 30;

type Parte = {
  casellaId: string;
  arrivatoIl: Date;
  mittente: string | undefined;
  invio: { base: string; parti: number };
};

/** The sending a part belongs to: of that sender, with that subject in so many parts, within a month; a new one where there is none (RN-82.1). */
export async function gruppoDi(tx: Tx, { casellaId, arrivatoIl, mittente, invio }: Parte): Promise<string> {
  const chiave = `${mittente?.toLowerCase() ?? ''}|${invio.base.toLowerCase()}|${invio.parti}|`;
  // Two parts read together: the second finds what the first began.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pec/invio/${casellaId}/${chiave}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ gruppo: string }>`
    SELECT gruppo FROM messaggio WHERE casella_id = ${casellaId} AND starts_with(gruppo, ${chiave})
      AND arrivato_il BETWEEN ${arrivatoIl}::timestamptz - make_interval(days => ${GIORNI})
        AND ${arrivatoIl}::timestamptz + make_interval(days => ${GIORNI})
    ORDER BY abs(extract(epoch FROM arrivato_il - ${arrivatoIl}::timestamptz)), id LIMIT 1`.execute(tx);
  return rows[0]?.gruppo ?? `${chiave}${giornoDiRoma(arrivatoIl)}`;
}
