import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

/** Today where the ente is, as powers are judged. */
export const oggi = sql<string>`(now() AT TIME ZONE 'Europe/Rome')::date`;

/**
 * A period that begins today or later and ends after it began.
 *
 * @throws Rifiuto `periodo.passato`, `periodo.rovesciato`
 */
export async function verificaPeriodo(
  tx: Tx,
  dal: string | undefined,
  al: string | undefined,
): Promise<void> {
  const { rows } = await sql<{ g: string }>`SELECT ${oggi}::text AS g`.execute(tx);
  const giorno = rows[0]?.g ?? '';
  if (dal !== undefined && dal < giorno) throw rifiuto('passato', 'Non può cominciare prima di oggi.', 'dal');
  if (al !== undefined && al < giorno) throw rifiuto('passato', 'Non può finire prima di oggi.', 'al');
  if (al !== undefined && al < (dal ?? giorno))
    throw rifiuto('rovesciato', 'Finirebbe prima di cominciare.', 'al');
}

const rifiuto = (quale: string, dettaglio: string, campo: string): Rifiuto =>
  new Rifiuto({ codice: `periodo.${quale}`, categoria: 'nonValido', dettaglio, campo });
