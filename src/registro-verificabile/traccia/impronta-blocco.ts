import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import canonicalize from 'canonicalize';
import type { Tx } from '#platform/db';

export type Riga = Record<string, unknown> & { id: string; istante: string; modifiche: unknown[] | null };

const INSIEME = 2000;

/** Instants as the database has them, to the microsecond. */
export const istanteUtc = (colonna: string) =>
  sql<string>`to_char(${sql.ref(colonna)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * SHA-256 of the lines of the audit trail after `dal` up to `al`, in order of instant and identifier, after the digest of the block
 * before: `tabularium/traccia/1`, that digest in hex (nothing for the first), and the RFC 8785 form of each line, each followed by LF. A
 * line that changed something has what it changed, in the order in which it did; one that did not is as it always was.
 */
export async function improntaBlocco(
  tx: Tx,
  precedente: string,
  dal: string | null,
  al: string,
): Promise<{ impronta: Buffer; righe: number }> {
  const calcolo = createHash('sha256').update(`tabularium/traccia/1\n${precedente}\n`);
  let righe = 0;
  let dopo: { istante: string; id: string } | undefined;
  for (;;) {
    const da = dopo
      ? sql`(istante, id) > (${dopo.istante}::timestamptz, ${dopo.id}::uuid)`
      : dal === null
        ? sql`true`
        : sql`istante > ${dal}::timestamptz`;
    const { rows } = await sql<Riga>`
      SELECT id, ${istanteUtc('istante')} AS istante, utente_id, chiave_api_id, attore, unita_id, operazione, oggetto_tipo,
        oggetto_id, dettaglio, ip, richiesta,
        (SELECT jsonb_agg(jsonb_build_object('tabella', m.tabella, 'chiave', m.chiave, 'prima', m.prima, 'dopo', m.dopo) ORDER BY m.posizione)
         FROM modifica m WHERE m.traccia_id = traccia.id) AS modifiche
      FROM traccia WHERE ente_id = ente_corrente() AND ${da} AND istante <= ${al}::timestamptz
      ORDER BY traccia.istante, id LIMIT ${INSIEME}`.execute(tx);
    for (const { modifiche, ...riga } of rows)
      calcolo.update(`${canonicalize(modifiche ? { ...riga, modifiche } : riga)}\n`);
    righe += rows.length;
    dopo = rows.at(-1);
    if (rows.length < INSIEME) break;
  }
  return { impronta: calcolo.digest(), righe };
}
