import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { leggiCursore, NUMERO, scriviCursore } from '#platform/http';
import { leggiBrevi, trovaFascicolo } from './fascicoli.queries.ts';
import type { ElencoFascicoli } from './fascicoli.schema.ts';
import { idContenuti } from './leggi-fascicolo.ts';

/** The sottofascicoli of a fascicolo, or the inserti of a sottofascicolo, in their order. */
export async function elencaContenuti(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  pagina: { cursor?: string; limit?: number },
): Promise<ElencoFascicoli> {
  const f = await trovaFascicolo(tx, ctx, numero);
  const limite = pagina.limit ?? 100;
  const dopo = Number(pagina.cursor ? leggiCursore(pagina.cursor, [NUMERO])[0] : 0);
  const ids = await idContenuti(tx, f.id, dopo, limite + 1);
  const righe = await leggiBrevi(tx, ids.slice(0, limite));
  const { n } = await tx
    .selectFrom('fascicolo')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('padre_id', '=', f.id)
    .executeTakeFirstOrThrow();
  return {
    items: righe.map(({ id: _, ...r }) => r),
    cursor: ids.length > limite ? scriviCursore([dopo + limite]) : undefined,
    totale: n,
    totaleLimitato: false,
  };
}
