import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { nonTrovato } from './repertori.errors.ts';
import type { Repertorio } from './repertori.schema.ts';

type Riga = {
  codice: string;
  denominazione: string;
  voce_manuale: number | null;
  numerazione: 'annuale' | 'continua';
  descrizione: string | null;
  classificazione: string | null;
  chiuso_il: Date | null;
  giornaliero: boolean;
  dei_giornalieri: boolean;
  versione: number;
  uffici: { id: string; codice: string; denominazione: string }[];
  ultimo: { anno: number; numero: number; istante: string } | null;
  anni: { anno: number; quante: number }[];
};

/**
 * Repertori with their last number and how many entries this year has: those of the manual in its order, then the ente's own.
 */
export async function findRepertori(
  tx: Tx,
  ctx: Contesto,
  anno: number,
  codice: string | null = null,
): Promise<Repertorio[]> {
  const { rows } = await sql<Riga>`
    SELECT r.codice, r.denominazione, r.voce_manuale, r.numerazione, r.descrizione, r.classificazione, r.chiuso_il, r.versione,
      r.giornaliero_dal IS NOT NULL AS giornaliero, r.dei_giornalieri,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'codice', u.codice, 'denominazione', u.denominazione)
          ORDER BY u.ordine, u.denominazione), '[]')
        FROM registro_unita ru JOIN unita u ON u.id = ru.unita_id WHERE ru.registro_id = r.id) AS uffici,
      (SELECT jsonb_build_object('anno', s.anno, 'numero', s.numero, 'istante', s.istante) FROM scheda s
        WHERE s.registro_id = r.id ORDER BY s.istante DESC, s.numero DESC LIMIT 1) AS ultimo,
      ${anniDi} AS anni
    FROM registro r
    WHERE r.tipo = 'repertorio' AND (${codice}::text IS NULL OR r.codice = ${codice})
    ORDER BY r.voce_manuale NULLS LAST, r.denominazione`.execute(tx);
  return rows.map((r) => ({
    codice: r.codice,
    denominazione: r.denominazione,
    voceManuale: r.voce_manuale ?? undefined,
    numerazione: r.numerazione,
    descrizione: r.descrizione ?? undefined,
    classificazione: r.classificazione ?? undefined,
    uffici: r.uffici.map(({ id: _, ...ufficio }) => ufficio),
    registrabile:
      ctx.permessi.has('registrazione.registra') &&
      ctx.unita !== null &&
      r.chiuso_il === null &&
      !r.dei_giornalieri &&
      (r.uffici.length === 0 || r.uffici.some((u) => u.id === ctx.unita?.id)),
    giornaliero: r.giornaliero,
    delSistema: r.dei_giornalieri,
    chiusoIl: r.chiuso_il ? oraDiRoma(r.chiuso_il) : undefined,
    ultimo: r.ultimo
      ? {
          anno: r.ultimo.anno,
          numero: numeroASetteCifre(r.ultimo.numero),
          dataRegistrazione: oraDiRoma(new Date(r.ultimo.istante)),
        }
      : undefined,
    quante: r.anni.find((a) => a.anno === anno)?.quante ?? 0,
    anni: r.anni,
    versione: r.versione,
  }));
}

/**
 * The years in which something was registered, newest first, and how much: one look at the index for each, not one for each row.
 * Numbers have no holes, so that counting a year is looking at its two ends.
 */
const anniDi = sql`(WITH RECURSIVE a AS (
    SELECT (SELECT max(x.anno) FROM registrazione x WHERE x.registro_id = r.id) AS anno
    UNION ALL
    SELECT (SELECT max(x.anno) FROM registrazione x WHERE x.registro_id = r.id AND x.anno < a.anno) FROM a WHERE a.anno IS NOT NULL
  ) SELECT coalesce(jsonb_agg(jsonb_build_object('anno', a.anno, 'quante',
      (SELECT max(x.numero) - min(x.numero) + 1 FROM registrazione x WHERE x.registro_id = r.id AND x.anno = a.anno))
    ORDER BY a.anno DESC), '[]') FROM a WHERE a.anno IS NOT NULL)`;

/** @throws Rifiuto `repertorio.non-trovato` */
export async function findRepertorio(
  tx: Tx,
  ctx: Contesto,
  anno: number,
  codice: string,
): Promise<Repertorio> {
  const [repertorio] = await findRepertori(tx, ctx, anno, codice);
  if (!repertorio) throw nonTrovato(codice);
  return repertorio;
}
