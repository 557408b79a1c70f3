import { sql } from 'kysely';
import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import type { Tx } from '#platform/db';
import type { FiltroTempi, Tempi } from './rapporti.schema.ts';

/**
 * How long each office had the documents it was competent for (RN-33.7): from each smistamento or reopening to the rinvio, revoca or
 * archiviazione that followed, or to now. What is between a rinvio and the next smistamento is nobody's but the UOP's, and is not here.
 */
export async function tempi(tx: Tx, filtro: FiltroTempi): Promise<Tempi> {
  const { rows } = await sql<{
    codice: string;
    denominazione: string;
    documenti: number;
    in_corso: number;
    giorni: number;
    massimo: number;
  }>`
    WITH intervallo AS (
      SELECT a.unita_id, a.registrazione_id, p.istante AS dal,
        (SELECT min(f.istante) FROM passo_assegnazione f WHERE f.assegnazione_id = a.id AND f.ordine > p.ordine
          AND f.passo IN ('rinviata', 'revocata', 'archiviata')) AS al
      FROM scheda s
        JOIN registro g ON g.id = s.registro_id
        JOIN assegnazione a ON a.registrazione_id = s.registrazione_id AND a.titolo = 'competenza' AND NOT a.subassegnata
        JOIN passo_assegnazione p ON p.assegnazione_id = a.id AND p.passo IN ('smistata', 'riaperta')
      WHERE (${filtro.dal ?? null}::date IS NULL OR s.istante >= ${filtro.dal ?? null}::date::timestamp AT TIME ZONE 'Europe/Rome')
        AND (${filtro.al ?? null}::date IS NULL OR s.istante < (${filtro.al ?? null}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')
        AND (${filtro.registro ?? null}::text IS NULL OR g.codice = ${filtro.registro ?? null})
        AND (${filtro.anno ?? null}::int IS NULL OR s.anno = ${filtro.anno ?? null}::int)
        AND (${filtro.numero ?? null}::bigint IS NULL OR s.numero = ${filtro.numero ?? null}::bigint)
    ), documento AS (
      SELECT unita_id, registrazione_id, bool_or(al IS NULL) AS in_corso,
        sum(extract(epoch FROM coalesce(al, istante_corrente()) - dal)) / 86400 AS giorni
      FROM intervallo GROUP BY unita_id, registrazione_id
    )
    SELECT u.codice, u.denominazione, count(*)::int AS documenti, count(*) FILTER (WHERE in_corso)::int AS in_corso,
      sum(giorni)::float8 AS giorni, max(giorni)::float8 AS massimo
    FROM documento d JOIN unita u ON u.id = d.unita_id GROUP BY u.id ORDER BY u.denominazione`.execute(tx);
  const decimo = (n: number): number => Math.round(n * 10) / 10;
  return {
    items: rows.map((r) => ({
      ufficio: { codice: r.codice, denominazione: r.denominazione },
      documenti: r.documenti,
      inCorso: r.in_corso,
      giorni: decimo(r.giorni),
      media: decimo(r.giorni / r.documenti),
      massimo: decimo(r.massimo),
    })),
  };
}

const virgola = (n: number): string => String(n).replace('.', ',');

export function tempiCsv({ items }: Tempi): string {
  const testa = [
    'Codice',
    'Ufficio',
    'Documenti',
    'In corso',
    'Giorni in tutto',
    'Giorni in media',
    'Giorni al massimo',
  ];
  const righe = items.map((r) =>
    rigaCsv([
      r.ufficio.codice,
      r.ufficio.denominazione,
      r.documenti,
      r.inCorso,
      virgola(r.giorni),
      virgola(r.media),
      virgola(r.massimo),
    ]),
  );
  return INIZIO_CSV + rigaCsv(testa) + righe.join('');
}
