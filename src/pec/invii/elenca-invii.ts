import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { leggiCursore, scriviCursore, UUID } from '#platform/http';
import { trovaDaInviare, type ChiaveRegistrazione } from './invia-registrazione.ts';
import { trovaInvii, trovaRicevute } from './invii.queries.ts';
import type { ElencoInvii, ElencoRicevute, FiltroInvii, FiltroRicevute } from './invii.schema.ts';
import { mostraInvio, mostraRicevuta } from './mostra-invio.ts';

/** Pieces of text as they are written, `%` and `_` included. */
const contiene = (testo: string): string => `%${testo.replace(/[\\%_]/g, '\\$&')}%`;

/** Sendings, the newest first: one row each, with its recipients. */
export async function elencaInvii(tx: Tx, ctx: Contesto, filtro: FiltroInvii): Promise<ElencoInvii> {
  const limite = filtro.limit ?? 50;
  const condizioni = [sql`true`];
  if (filtro.casella !== undefined) condizioni.push(sql`c.codice = ${filtro.casella}`);
  if (filtro.registrazione !== undefined) {
    const [registro, anno, numero] = filtro.registrazione.split('/');
    condizioni.push(
      sql`g.codice = ${registro} AND s.anno = ${Number(anno)} AND s.numero = ${Number(numero)}`,
    );
  }
  if (filtro.q !== undefined && filtro.q.trim() !== '') {
    const q = contiene(filtro.q.trim());
    condizioni.push(sql`((coalesce(s.protezione, 0) < 8 AND i.oggetto ILIKE ${q}) OR EXISTS (SELECT FROM invio_destinatario d
      WHERE d.invio_id = i.id AND (d.indirizzo ILIKE ${q} OR d.nominativo ILIKE ${q})))`);
  }
  if (filtro.cursor !== undefined)
    condizioni.push(sql`i.id < ${leggiCursore(filtro.cursor, [UUID])[0]}::uuid`);
  const righe = await trovaInvii(tx, ctx, sql.join(condizioni, sql` AND `), limite + 1, filtro.stato);
  const pagina = righe.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((i) => mostraInvio(ctx, i)),
    ...(righe.length > limite && ultima && { cursor: scriviCursore([ultima.id]) }),
  };
}

/** Sendings of one registration, for whoever sees it: the office follows its own documents (RN-29.1). */
export async function inviiDellaRegistrazione(
  tx: Tx,
  ctx: Contesto,
  chiave: ChiaveRegistrazione,
): Promise<ElencoInvii> {
  const { id } = await trovaDaInviare(tx, ctx, chiave);
  const righe = await trovaInvii(tx, ctx, sql`i.registrazione_id = ${id}`, 1000);
  return { items: righe.map((i) => mostraInvio(ctx, i)) };
}

/** Receipts, the newest first. */
export async function elencaRicevute(tx: Tx, filtro: FiltroRicevute): Promise<ElencoRicevute> {
  const limite = filtro.limit ?? 50;
  const condizioni = [filtro.senzaInvio === true ? sql`r.invio_id IS NULL` : sql`true`];
  if (filtro.cursor !== undefined)
    condizioni.push(sql`r.id < ${leggiCursore(filtro.cursor, [UUID])[0]}::uuid`);
  const righe = await trovaRicevute(tx, sql.join(condizioni, sql` AND `), sql`r.id DESC`, limite + 1);
  const pagina = righe.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map(mostraRicevuta),
    ...(righe.length > limite && ultima && { cursor: scriviCursore([ultima.id]) }),
  };
}
