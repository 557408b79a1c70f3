import { sql } from 'kysely';
import { principaliDi, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { leggiCursore, scriviCursore, UUID } from '#platform/http';
import { leggiBrevi } from './fascicoli.queries.ts';
import { NUMERO_FASCICOLO, type ElencoFascicoli, type FiltroFascicoli } from './fascicoli.schema.ts';

const CONTEGGIO_MASSIMO = 10_000;

/** Words by Italian stem, quotes and minus as in any search box; the last word also as the beginning of one still being typed. */
export function domandaTesto(q: string | undefined) {
  const testo = q?.trim() ?? '';
  if (testo === '') return sql`NULL::tsquery`;
  const ultima = /(?:^|\s)([\p{L}\p{N}]{3,})$/u.exec(testo)?.[1];
  const traVirgolette = (testo.match(/"/g)?.length ?? 0) % 2 === 1;
  if (!ultima || traVirgolette) return sql`websearch_to_tsquery('italiano', ${testo})`;
  const resto = testo.slice(0, -ultima.length);
  return sql`(websearch_to_tsquery('italiano', ${resto}) && (to_tsquery('italiano_parole', ${`${ultima}:*`}) || websearch_to_tsquery('italiano', ${ultima})))`;
}

/** Entries of the titolario with that code, or below it, in every version. */
export function vociSotto(codice: string | undefined) {
  if (!codice) return sql`NULL::uuid[]`;
  const sotto = `${codice.replaceAll(/[\\%_]/g, String.raw`\$&`)}.%`;
  return sql`ARRAY(SELECT v.id FROM voce_titolario v WHERE v.codice = ${codice} OR v.codice LIKE ${sotto})`;
}

/** The order of a list: `recenti` from the highest number, `chiusi` by class and closing date (RN-44.3-2), `repertorio` by class and number. */
export type OrdineFascicoli = 'recenti' | 'chiusi' | 'repertorio';

/** Ids of a page, with one more if there are others, and how many there are in all. */
export async function cercaFascicoli(
  tx: Tx,
  ctx: Contesto,
  filtro: Omit<FiltroFascicoli, 'cursor' | 'limit'>,
  ordine: OrdineFascicoli,
  dopo: string | undefined,
  quanti: number,
): Promise<{ ids: string[]; totale: number }> {
  const q = filtro.q?.trim() ?? '';
  const unita = filtro.ufficio
    ? await tx.selectFrom('unita').select('id').where('codice', '=', filtro.ufficio).executeTakeFirst()
    : undefined;
  if (filtro.ufficio && !unita) return { ids: [], totale: 0 };
  const condizioni = {
    stato: filtro.stato,
    tipo: filtro.tipo,
    anno: filtro.anno,
    unita: unita?.id,
    rpa: filtro.rpa,
    // Parts are found by who searches, and listed under their fascicolo by the repertorio.
    ...((q !== '' || ordine === 'repertorio') && { livelli: 'tutti' }),
    ...(new RegExp(NUMERO_FASCICOLO).test(q) && { codice: q }),
  };
  const { rows } = await sql<{ ids: string[]; totale: number }>`
    SELECT ids, totale FROM cerca_fascicoli(${principaliDi(ctx)}::uuid[], ${JSON.stringify(condizioni)}, ${domandaTesto(q)},
      ${vociSotto(filtro.classificazione)}, ${ordine}, ${dopo ?? null}, ${quanti + 1})`.execute(tx);
  return rows[0] ?? { ids: [], totale: 0 };
}

/** A page of the fascicoli open to the asker's office; what is reserved to others is not there, nor counted (RN-44.1d). */
export async function elencaFascicoli(
  tx: Tx,
  ctx: Contesto,
  filtro: FiltroFascicoli,
): Promise<ElencoFascicoli> {
  const limite = filtro.limit ?? 50;
  const dopo = filtro.cursor ? leggiCursore(filtro.cursor, [UUID])[0] : undefined;
  const ordine = filtro.stato === 'chiuso' ? 'chiusi' : 'recenti';
  const { ids, totale } = await cercaFascicoli(tx, ctx, filtro, ordine, dopo, limite);
  const righe = await leggiBrevi(tx, ids.slice(0, limite));
  const ultima = righe.at(-1);
  return {
    items: righe.map(({ id: _, ...f }) => f),
    cursor: ids.length > limite && ultima ? scriviCursore([ultima.id]) : undefined,
    totale: Math.min(totale, CONTEGGIO_MASSIMO),
    totaleLimitato: totale > CONTEGGIO_MASSIMO,
  };
}
