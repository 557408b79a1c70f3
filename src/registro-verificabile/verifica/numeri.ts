import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Difetti } from './difetto.ts';

/** First and last number, how many; of a year, or of all (year 0) where the numbering never restarts. */
export type Numeri = {
  anno: number;
  primo: number;
  ultimo: number;
  quanti: number;
  vuoti: number;
  ripetuti: number;
};

type Riga = Numeri & { disordine: number; contatore: number | null };

/** Numbers are 1..n without holes or repeats, in the order of the instants, and the counter says n. */
export async function verificaNumeri(tx: Tx, registroId: string, difetti: Difetti): Promise<Numeri[]> {
  const { rows } = await sql<Riga>`
    WITH righe AS (
      SELECT x.anno, numero, istante, lag(istante) OVER w AS prima, lag(numero) OVER w AS precedente
      FROM registrazione r, LATERAL (SELECT CASE WHEN r.numerazione_continua THEN 0 ELSE r.anno END AS anno) x
      WHERE registro_id = ${registroId} WINDOW w AS (PARTITION BY x.anno ORDER BY numero))
    SELECT r.anno, min(r.numero) AS primo, max(r.numero) AS ultimo, count(*)::int AS quanti,
      (max(r.numero) - count(*) + count(*) FILTER (WHERE r.precedente = r.numero))::int AS vuoti,
      (count(*) FILTER (WHERE r.precedente = r.numero))::int AS ripetuti,
      (count(*) FILTER (WHERE r.prima > r.istante))::int AS disordine,
      (SELECT c.ultimo FROM contatore c WHERE c.registro_id = ${registroId} AND c.anno = r.anno) AS contatore
    FROM righe r GROUP BY r.anno ORDER BY r.anno`.execute(tx);
  for (const r of rows) {
    const dove = { tabella: 'registrazione', campo: 'numero', anno: r.anno };
    if (r.vuoti > 0)
      difetti.aggiungi(
        'numero-mancante',
        dove,
        `${r.anno}: ${r.quanti} registrazioni ma l’ultimo numero è ${r.ultimo}.`,
      );
    if (r.ripetuti > 0)
      difetti.aggiungi('numero-ripetuto', dove, `${r.anno}: ${r.ripetuti} numeri ripetuti.`);
    if (r.contatore !== r.ultimo)
      difetti.aggiungi(
        'contatore-diverso',
        { ...dove, tabella: 'contatore' },
        `${r.anno}: il contatore dice ${r.contatore}, l’ultimo numero è ${r.ultimo}.`,
      );
    if (r.disordine > 0)
      difetti.aggiungi(
        'istante-non-crescente',
        { ...dove, campo: 'istante' },
        `${r.anno}: ${r.disordine} numeri hanno un istante precedente a quello del numero prima.`,
      );
  }
  return rows.map(({ disordine: _d, contatore: _c, ...n }) => n);
}

type SenzaFoglia = { tabella: string; anno: number; numero: number };

/** Rows that no leaf speaks of: somebody slipped them in. */
export async function leggiSenzaFoglia(tx: Tx, registroId: string): Promise<SenzaFoglia[]> {
  const eventi = (['annullamento', 'rettifica', 'variazione'] as const).map(
    (
      t,
    ) => sql`SELECT ${sql.lit(t)} AS tabella, r.anno, r.numero FROM ${sql.table(t)} e JOIN registrazione r ON r.id = e.registrazione_id
      WHERE r.registro_id = ${registroId} AND NOT EXISTS (SELECT FROM foglia f WHERE f.registrazione_id = e.registrazione_id
        AND f.tipo = ${sql.lit(t)} AND f.istante = e.istante)`,
  );
  const { rows } = await sql<SenzaFoglia>`
    SELECT 'registrazione' AS tabella, r.anno, r.numero FROM registrazione r LEFT JOIN foglia f
      ON f.registrazione_id = r.id AND f.tipo = 'registrazione' AND f.registro_id = r.registro_id
    WHERE r.registro_id = ${registroId} AND f.registrazione_id IS NULL
    UNION ALL ${sql.join(eventi, sql` UNION ALL `)} LIMIT 2000`.execute(tx);
  return rows;
}

export function segnalaSenzaFoglia(righe: readonly SenzaFoglia[], difetti: Difetti): void {
  for (const r of righe)
    difetti.aggiungi(
      'riga-senza-foglia',
      r,
      `${r.anno}/${r.numero}: una riga di «${r.tabella}» non è nel registro verificabile.`,
    );
}
