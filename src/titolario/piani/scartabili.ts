import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { oggi } from '../titolario.queries.ts';
import type { Scartabili } from './piani.schema.ts';
import { pianoInVigore } from './regole-in-vigore.ts';

const QUANTI = 500;

/**
 * Closed fascicoli whose time is over on a day, by the plan in force then: by the rule of the voce they were opened on, else
 * of their entry, else of what is above. Those of a permanent entry, or of one without a rule, are never among them
 * (RN-41.1). It is only a list: scarto is an act of its own, with its authorisation (AMB-29).
 */
export async function scartabili(tx: Tx, giorno?: string): Promise<Scartabili> {
  const al = giorno ?? (await oggi(tx));
  const piano = await pianoInVigore(tx, al);
  if (!piano) return { al, totale: 0, items: [] };
  const { rows } = await sql<Scartabili['items'][number] & { totale: number }>`
    WITH RECURSIVE effetto AS (
      SELECT v.id, r.anni, r.permanente FROM voce_titolario v
      LEFT JOIN piano_regola r ON r.piano_id = ${piano.id} AND r.voce_identita = v.identita WHERE v.padre_id IS NULL
      UNION ALL
      SELECT v.id, CASE WHEN r.permanente IS NULL THEN e.anni ELSE r.anni END, coalesce(r.permanente, e.permanente)
      FROM voce_titolario v JOIN effetto e ON v.padre_id = e.id
      LEFT JOIN piano_regola r ON r.piano_id = ${piano.id} AND r.voce_identita = v.identita
    )
    SELECT f.codice AS fascicolo, f.oggetto, v.codice AS classificazione, f.data_chiusura AS "chiusoIl",
      conservare_fino(f.data_chiusura, e.anni) AS "conservareFino", count(*) OVER ()::integer AS totale
    FROM fascicolo f
    JOIN voce_titolario v ON v.id = f.voce_titolario_id
    JOIN effetto e ON e.id = coalesce(f.aggregazione_id, f.voce_titolario_id)
    WHERE f.padre_id IS NULL AND f.data_chiusura IS NOT NULL AND NOT e.permanente
      AND conservare_fino(f.data_chiusura, e.anni) < ${al}
    ORDER BY "conservareFino", f.numero LIMIT ${QUANTI}`.execute(tx);
  return {
    al,
    totale: rows[0]?.totale ?? 0,
    items: rows.map(({ totale: _, ...r }) => r),
  };
}
