import { sql, type RawBuilder } from 'kysely';

/** What is asked, taken to words once: to be joined under the alias `d`. */
export function domandaProntuario(testo: string): RawBuilder<unknown> {
  return sql`(SELECT parole_indice(${testo}) AS parole, plainto_tsquery('italiano', ${testo}) AS radici)`;
}

/**
 * How well an entry of the prontuario (alias `x`) answers a question (alias `d`, {@link domandaProntuario}); 0: not at all.
 * Words in any order, accents and apostrophes indifferent.
 *
 * 4: the words asked are the whole entry · 3: all of them are words of it · 2: beginnings of its words, or the same words in
 * another form («carte identità») · 1: pieces of words, from four letters on.
 */
export const PUNTI_PRONTUARIO: RawBuilder<number> = sql<number>`CASE
  WHEN cardinality(d.parole) = 0 THEN 0
  WHEN x.parole @> d.parole AND d.parole @> x.parole THEN 4
  WHEN (SELECT bool_and(x.ricerca LIKE '% ' || p || ' %') FROM unnest(d.parole) p) THEN 3
  WHEN (SELECT bool_and(x.ricerca LIKE '% ' || p || '%') FROM unnest(d.parole) p) THEN 2
  WHEN x.radici @@ d.radici THEN 2
  WHEN (SELECT bool_and(length(p) > 3 AND x.ricerca LIKE '%' || p || '%') FROM unnest(d.parole) p) THEN 1
  ELSE 0 END`;
