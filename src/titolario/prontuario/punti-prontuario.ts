import { sql, type RawBuilder } from 'kysely';

/**
 * How well an entry of the prontuario (alias `x`) answers a question; 0: not at all. Words in any order, accents and
 * apostrophes indifferent.
 *
 * 4: the words asked are the whole entry · 3: all of them are words of it · 2: beginnings of its words, or the same words in
 * another form («carte identità») · 1: pieces of words, from four letters on.
 */
export function puntiProntuario(testo: string): RawBuilder<number> {
  const parole = sql`parole_indice(${testo})`;
  return sql<number>`CASE
    WHEN cardinality(${parole}) = 0 THEN 0
    WHEN parole_indice(x.testo) @> ${parole} AND ${parole} @> parole_indice(x.testo) THEN 4
    WHEN (SELECT bool_and(x.ricerca LIKE '% ' || p || ' %') FROM unnest(${parole}) p) THEN 3
    WHEN (SELECT bool_and(x.ricerca LIKE '% ' || p || '%') FROM unnest(${parole}) p) THEN 2
    WHEN to_tsvector('italiano', x.testo) @@ plainto_tsquery('italiano', ${testo}) THEN 2
    WHEN (SELECT bool_and(length(p) > 3 AND x.ricerca LIKE '%' || p || '%') FROM unnest(${parole}) p) THEN 1
    ELSE 0 END`;
}
