import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { domandaProntuario, PUNTI_PRONTUARIO } from './punti-prontuario.ts';
import { COLONNE_PRONTUARIO, DA_PRONTUARIO, voceDaRiga, type RigaProntuario } from './prontuario.queries.ts';
import type { ElencoProntuario, FiltroProntuario } from './prontuario.schema.ts';

/**
 * Entries of the prontuario: the best answers first when something is asked, else in alphabetical order (RN-26.1). A
 * prontuario has hundreds or thousands of entries, not millions: they are all compared.
 *
 * @throws Rifiuto `elenco.cursore-non-valido`
 */
export async function cercaProntuario(tx: Tx, filtro: FiltroProntuario): Promise<ElencoProntuario> {
  const q = filtro.q?.trim() ?? '';
  const limite = filtro.limit ?? 50;
  const da = leggiCursore(filtro.cursor);
  const sotto = filtro.classificazione?.trim();
  const { rows } = await sql<RigaProntuario & { totale: number }>`
    SELECT *, count(*) OVER ()::integer AS totale FROM (SELECT ${COLONNE_PRONTUARIO}, ${q === '' ? sql`1` : PUNTI_PRONTUARIO} AS punti
      FROM ${domandaProntuario(q)} d CROSS JOIN ${DA_PRONTUARIO}
      WHERE ${filtro.orfane ? sql`v.id IS NULL` : sql`true`}
        AND ${sotto ? sql`(v.codice = ${sotto} OR starts_with(v.codice, ${`${sotto}.`}))` : sql`true`}) t
    WHERE punti > 0
    ORDER BY punti DESC, ${q === '' ? sql`` : sql`length(testo),`} testo_ricerca(testo), id
    OFFSET ${da} LIMIT ${limite}`.execute(tx);
  const totale = rows[0]?.totale ?? 0;
  return {
    items: rows.map(voceDaRiga),
    totale,
    ...(da + rows.length < totale && { cursor: Buffer.from(`p${da + rows.length}`).toString('base64url') }),
  };
}

/** Best answers first has no key to go on from: the place is counted, in a list that is short. */
function leggiCursore(testo: string | undefined): number {
  if (testo === undefined) return 0;
  const [, posto] = /^p(\d{1,6})$/.exec(Buffer.from(testo, 'base64url').toString()) ?? [];
  if (posto === undefined)
    throw new Rifiuto({
      codice: 'elenco.cursore-non-valido',
      categoria: 'nonValido',
      campo: 'cursor',
      dettaglio: 'Il cursore non è di questo elenco.',
    });
  return Number(posto);
}
