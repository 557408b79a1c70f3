import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { chiuso, giaDentro, rifiutoBancaDati } from './fascicoli.errors.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import type { Spostamento } from './fascicoli.schema.ts';
import { inserisciRegistrato, verificaClasse } from './inserisci-documento.ts';
import { scriviTolta, trovaCollocazione, verificaPuoSpostare, type Collocazione } from './togli-documento.ts';

/**
 * Moves a document from a fascicolo to another, in one operation whose two ends stay in the history with operator, date, hour
 * and reason (RN-45.2). What the protocollo filed only the Ufficio Protocollo moves (AMB-09).
 *
 * @returns id of the new fascicolazione
 * @throws Rifiuto `fascicolo.inserito-dal-protocollo`, `fascicolo.altra-classe`, `fascicolo.chiuso`, `fascicolo.gia-inserito`
 */
export async function spostaDocumento(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  id: string,
  r: Spostamento,
): Promise<string> {
  const g = await trovaCollocazione(tx, ctx, id, numero);
  verificaPuoSpostare(ctx, g);
  return await spostaIn(tx, ctx, g, r);
}

/** The move itself, whoever may do it having been asked. */
export async function spostaIn(
  tx: Tx,
  ctx: Contesto,
  g: Collocazione,
  { a, motivo, confermaAltraClasse }: Spostamento,
): Promise<string> {
  const destinazione = await trovaFascicolo(tx, ctx, a);
  if (destinazione.id === g.fascicolo_id) throw giaDentro(a);
  if (destinazione.chiuso_il !== null) throw chiuso(a);
  if (g.chiuso_il !== null) throw chiuso(g.fascicolo_codice);
  await scriviTolta(tx, ctx, g, motivo);
  if (g.registrazione_id !== null) {
    verificaClasse(destinazione, g, confermaAltraClasse);
    return await inserisciRegistrato(tx, ctx, destinazione, { id: g.registrazione_id }, g.id);
  }
  try {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO fascicolazione (ente_id, fascicolo_id, documento_id, denominazione, data_documento, operatore, utente_id,
        chiave_api_id, unita_id, dal_protocollo, spostata_da)
      VALUES (${ctx.ente.id}, ${destinazione.id}, ${g.documento_id}, ${g.denominazione}, ${g.data_documento}, ${ctx.attore},
        ${ctx.utenteId}, ${ctx.chiaveApiId}, ${ctx.unita?.id ?? null}, ${ctx.unita?.ufficioProtocollo ?? false}, ${g.id})
      RETURNING id`.execute(tx);
    await traccia(
      tx,
      ctx,
      'fascicolo.documento-spostato',
      { tipo: 'documento', id: g.documento_id ?? '' },
      { da: g.fascicolo_codice, fascicolo: a },
    );
    return rows[0]?.id ?? '';
  } catch (errore) {
    throw rifiutoBancaDati(errore, a);
  }
}
