import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import type { RegolaNelTempo } from './segnala.ts';
import type { Parola, RegolaPronta, Ufficio } from './valuta.ts';

type UfficioLetto = Ufficio & { chiuso: boolean; verso: Ufficio | null };

/** A rule as it is in its table, with all that its references lead to today. */
export type RigaRegola = {
  id: string;
  nome: string;
  attiva: boolean;
  dal: string;
  al: string | null;
  in_vigore: boolean;
  voce_identita: string | null;
  voce_codice: string | null;
  voce_denominazione: string | null;
  rubrica: string | null;
  rubrica_nominativo: string | null;
  rubrica_codici: string[] | null;
  mittente: string | null;
  mittente_parole: string[];
  mezzo: string | null;
  casella: string | null;
  tutte: Parola[];
  almeno_una: Parola[];
  nessuna: Parola[];
  competenza: UfficioLetto | null;
  conoscenza: UfficioLetto[];
  nota: string | null;
  versione: number;
  creata_da: string;
  creata_il: Date;
  modificata_da: string | null;
  modificata_il: Date | null;
};

/** Stems of a text, those a search of the register looks for; bounded, because a tsvector is. */
export const radiciDi = (testo: RawBuilder<unknown>): RawBuilder<string[]> =>
  sql<string[]>`tsvector_to_array(to_tsvector('public.italiano', left(${testo}, 20000)))`;

/** Codes a person or a body is known by: of a VAT number, the digits. */
export const codiciDi = (
  codiceFiscale: RawBuilder<unknown>,
  partitaIva: RawBuilder<unknown>,
): RawBuilder<string[]> =>
  sql<
    string[]
  >`array_remove(ARRAY[upper(${codiceFiscale}), regexp_replace(upper(${partitaIva}), '^IT(?=[0-9]{11}$)', '')], NULL)`;

/** Words of a name, accents and case apart. */
export const paroleDi = (nome: RawBuilder<unknown>): RawBuilder<string[]> =>
  sql<string[]>`tsvector_to_array(to_tsvector('public.italiano_parole', left(${nome}, 2000)))`;

const conRadici = (colonna: RawBuilder<unknown>): RawBuilder<Parola[]> => sql<Parola[]>`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('testo', w, 'radici', ${radiciDi(sql`w`)}) ORDER BY n), '[]')
  FROM unnest(${colonna}) WITH ORDINALITY p (w, n))`;

const UFFICIO = sql`jsonb_build_object('id', u.id, 'codice', u.codice, 'denominazione', u.denominazione,
  'chiuso', NOT (u.attiva AND u.uu), 'verso', (SELECT jsonb_build_object('id', x.id, 'codice', x.codice, 'denominazione', x.denominazione)
    FROM unita x WHERE x.id = successore_di(u.id) AND x.uu))`;

/**
 * Rules in their order.
 *
 * @param da the table, or one row that is not written in it
 */
export async function leggiRighe(
  tx: Tx,
  da: RawBuilder<unknown> = sql`regola_smistamento`,
  id?: string,
): Promise<RigaRegola[]> {
  const { rows } = await sql<RigaRegola>`
    SELECT r.id, r.nome, r.attiva, r.dal, r.al, r.attiva AND oggi_a_roma() BETWEEN r.dal AND coalesce(r.al, 'infinity') AS in_vigore,
      r.voce_identita, v.codice AS voce_codice, v.denominazione AS voce_denominazione, b.id AS rubrica, b.nominativo AS rubrica_nominativo,
      b.codici AS rubrica_codici, r.mittente, ${paroleDi(sql`coalesce(r.mittente, b.nominativo, '')`)} AS mittente_parole, r.mezzo, r.casella,
      ${conRadici(sql`r.parole_tutte`)} AS tutte, ${conRadici(sql`r.parole_almeno_una`)} AS almeno_una,
      ${conRadici(sql`r.parole_nessuna`)} AS nessuna, (SELECT ${UFFICIO} FROM unita u WHERE u.id = r.competente_id) AS competenza,
      (SELECT coalesce(jsonb_agg(${UFFICIO} ORDER BY n), '[]') FROM unnest(r.conoscenza) WITH ORDINALITY q (quale, n)
        JOIN unita u ON u.id = q.quale) AS conoscenza,
      r.nota, r.versione, r.creata_da, r.creata_il, r.modificata_da, r.modificata_il
    FROM ${da} r
    LEFT JOIN voce_titolario v ON v.identita = r.voce_identita AND v.titolario_id = titolario_al(oggi_a_roma())
    LEFT JOIN LATERAL (SELECT x.id, CASE x.tipo WHEN 'PF' THEN x.cognome || ' ' || x.nome ELSE x.denominazione END AS nominativo,
      ${codiciDi(sql`x.codice_fiscale`, sql`x.partita_iva`)} AS codici
      FROM rubrica_voce x WHERE x.id = r.rubrica_voce_id) b ON true
    ${id === undefined ? sql`` : sql`WHERE r.id = ${id}`}
    ORDER BY r.posto, r.id`.execute(tx);
  return rows;
}

/** A tax code of a person or of a body, or a VAT number. */
const CODICE = /^(?:IT(?=[0-9]{11}$))?([0-9]{11}|[A-Z]{6}[A-Z0-9]{10})$/;

/** The same rule, ready to be tried. */
export function pronta(r: RigaRegola): RegolaNelTempo {
  const codice = CODICE.exec(r.mittente?.replaceAll(/\s/g, '').toUpperCase() ?? '')?.[1];
  const conoscenza = r.conoscenza.flatMap((u) => u.verso ?? []);
  return {
    id: r.id,
    nome: r.nome,
    attiva: r.attiva,
    dal: r.dal,
    al: r.al,
    voce: r.voce_identita === null ? null : { identita: r.voce_identita, codice: r.voce_codice ?? '' },
    mittente:
      r.mittente === null && r.rubrica === null
        ? null
        : {
            detto: r.mittente ?? r.rubrica_nominativo ?? '',
            codici: codice === undefined ? (r.rubrica_codici ?? []) : [codice],
            parole: codice === undefined ? r.mittente_parole : [],
            esatto: r.rubrica !== null,
          },
    mezzo: r.mezzo,
    casella: r.casella,
    tutte: r.tutte,
    almenoUna: r.almeno_una,
    nessuna: r.nessuna,
    competenza: r.competenza?.verso ?? null,
    conoscenza: conoscenza.filter((u, i) => conoscenza.findIndex((x) => x.id === u.id) === i),
  };
}

/** The rules that hold today. */
export async function regoleInVigore(tx: Tx): Promise<RegolaPronta[]> {
  return (await leggiRighe(tx)).filter((r) => r.in_vigore).map(pronta);
}

/** Of each identity of the titolario in use, those of the entries above it. */
export async function vociSopra(tx: Tx): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ identita: string; sopra: string[] }>`
    WITH RECURSIVE salita AS (
      SELECT v.identita, v.padre_id, v.identita AS passo FROM voce_titolario v WHERE v.titolario_id = titolario_al(oggi_a_roma())
      UNION ALL
      SELECT s.identita, p.padre_id, p.identita FROM salita s JOIN voce_titolario p ON p.id = s.padre_id
    ) SELECT identita, array_agg(passo) AS sopra FROM salita GROUP BY identita`.execute(tx);
  return new Map(rows.map((r) => [r.identita, r.sopra]));
}
