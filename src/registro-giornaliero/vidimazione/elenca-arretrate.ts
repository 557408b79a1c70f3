import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { leggiCursore, scriviCursore, UUID } from '#platform/http';
import { inizioDi } from './arretrate.queries.ts';
import { altraArea, dirige, trovaArea } from './estratto-area.ts';
import type { PaginaArretrate } from './vidimazione.schema.ts';

const PAGINA = 20;

type Riga = { id: string; registro: string; giorno: string; quante: number; aggiunta: boolean | null };

/**
 * What an Area has not signed of more than a month ago, the oldest first, a page at a time: each day as it is now, so that one that
 * awaits no more is not shown even when nobody has looked at it again yet. A page may be shorter for that.
 *
 * @throws Rifiuto `registro-giornaliero.area-non-trovata`, `.altra-area`
 */
export async function elencaArretrate(
  tx: Tx,
  ctx: Contesto,
  codiceArea: string,
  cursore: string | undefined,
): Promise<PaginaArretrate> {
  const area = await trovaArea(tx, codiceArea);
  if (!dirige(ctx, area) && !ctx.ruoli.has('rsp')) throw altraArea(area);
  const [dopo] = cursore === undefined ? [] : leggiCursore(cursore, [UUID]);
  const { rows } = await sql<Riga>`
    WITH sue AS MATERIALIZED (SELECT u.id FROM unita u WHERE area_che_vidima(u.id) = ${area.id}),
    pagina AS MATERIALIZED (
      SELECT g.id, g.giorno, g.registro_id FROM registro_giornaliero g
      WHERE g.id IN (SELECT x.giornaliero_id FROM vidimazione_arretrata x WHERE x.unita_id IN (SELECT id FROM sue))
        AND (${dopo ?? null}::uuid IS NULL
          OR (g.giorno, g.id) > (SELECT p.giorno, p.id FROM registro_giornaliero p WHERE p.id = ${dopo ?? null}::uuid))
      ORDER BY g.giorno, g.id LIMIT ${PAGINA + 1})
    SELECT p.id, r.codice AS registro, p.giorno::text AS giorno, d.quante, d.aggiunta FROM pagina p JOIN registro r ON r.id = p.registro_id
      CROSS JOIN LATERAL (SELECT count(*)::integer AS quante, bool_or(d.aggiunta) AS aggiunta
        FROM da_vidimare(p.registro_id, ${inizioDi(sql`p.giorno`)}, ${inizioDi(sql`p.giorno + 1`)}, ${inizioDi(sql`p.giorno`)}, ${area.id}::uuid) d) d
    ORDER BY p.giorno, p.id`.execute(tx);
  const pagina = rows.slice(0, PAGINA);
  const ultima = pagina.at(-1);
  return {
    items: pagina
      .filter((r) => r.quante > 0)
      .map((r) => ({
        registro: r.registro,
        giorno: r.giorno,
        quante: r.quante,
        aggiunta: r.aggiunta === true,
      })),
    ...(rows.length > PAGINA && ultima && { cursor: scriviCursore([ultima.id]) }),
  };
}
