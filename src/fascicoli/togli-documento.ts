import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { apribile, consultabile, puoSpostare } from './accesso.ts';
import { chiuso, nonAmmesso, nonValido, rifiutoBancaDati } from './fascicoli.errors.ts';

/** A document where it is now, held so that nobody else moves it meanwhile. */
export type Collocazione = {
  id: string;
  fascicolo_id: string;
  fascicolo_codice: string;
  fascicolo_unita_id: string;
  chiuso_il: Date | null;
  registrazione_id: string | null;
  documento_id: string | null;
  denominazione: string | null;
  data_documento: string | null;
  dal_protocollo: boolean;
  unita_id: string | null;
  identita: string | null;
  voce_codice: string | null;
};

function nonTrovata(): Rifiuto {
  return new Rifiuto({
    codice: 'fascicolo.documento-non-trovato',
    categoria: 'nonTrovato',
    dettaglio: 'Il documento non è (più) in questo fascicolo.',
  });
}

/** @param numero of the fascicolo it is expected in, when the asker said one */
export async function trovaCollocazione(
  tx: Tx,
  ctx: Contesto,
  id: string,
  numero?: string,
): Promise<Collocazione> {
  const { rows } = await sql<Collocazione>`
    SELECT g.id, g.fascicolo_id, f.codice AS fascicolo_codice, f.unita_id AS fascicolo_unita_id, f.chiuso_il, g.registrazione_id,
      g.documento_id, g.denominazione, g.data_documento, g.dal_protocollo, g.unita_id, v.identita, v.codice AS voce_codice
    FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
      LEFT JOIN scheda s ON s.registrazione_id = g.registrazione_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
    WHERE g.id = ${id} AND g.tolta_il IS NULL AND ${apribile(ctx)} AND (g.registrazione_id IS NULL OR ${consultabile(ctx)})
      AND (${numero ?? null}::text IS NULL OR f.codice = ${numero ?? null})
    FOR UPDATE OF g`.execute(tx);
  if (!rows[0]) throw nonTrovata();
  return rows[0];
}

/**
 * @throws Rifiuto `fascicolo.inserito-dal-protocollo`: such a filing is corrected through a report (art. 45, AMB-09);
 *   `fascicolo.inserito-da-altri`
 */
export function verificaPuoSpostare(ctx: Contesto, g: Collocazione): void {
  if (g.chiuso_il !== null) throw chiuso(g.fascicolo_codice);
  if (puoSpostare(ctx, g)) return;
  if (g.dal_protocollo) {
    throw nonAmmesso(
      'inserito-dal-protocollo',
      'Il documento l’ha messo qui il protocollo: se il fascicolo è sbagliato si fa una segnalazione, e lo corregge l’Ufficio Protocollo (art. 45).',
      { fascicolazione: g.id },
    );
  }
  throw nonAmmesso(
    'inserito-da-altri',
    'Il documento l’ha inserito un altro ufficio, e il fascicolo non è di questo.',
    { fascicolazione: g.id },
  );
}

/** Writes that a document left a fascicolo: who, when and why stay (RN-45.2). */
export async function scriviTolta(tx: Tx, ctx: Contesto, g: Collocazione, motivo: string): Promise<void> {
  try {
    await tx
      .updateTable('fascicolazione')
      .set({
        tolta_il: sql<Date>`istante_corrente()`,
        tolta_da: ctx.attore,
        tolta_da_utente: ctx.utenteId,
        tolta_da_unita: ctx.unita?.id ?? null,
        motivo,
      })
      .where('id', '=', g.id)
      .execute();
  } catch (errore) {
    throw rifiutoBancaDati(errore, g.fascicolo_codice);
  }
}

/**
 * Takes a document out of a fascicolo, leaving it in all the others. Nothing is deleted (RN-40.2a): the document stays where it
 * is registered, and the row says who took it out and why. One that was never registered must stay in at least one fascicolo.
 */
export async function togliDocumento(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  id: string,
  motivo: string,
): Promise<void> {
  if (motivo.trim() === '') throw nonValido('senza-motivo', 'motivo', 'Va detto perché si toglie.');
  const g = await trovaCollocazione(tx, ctx, id, numero);
  verificaPuoSpostare(ctx, g);
  await scriviTolta(tx, ctx, g, motivo);
  if (g.documento_id !== null && !(await inUnAltro(tx, g.documento_id)))
    throw nonAmmesso(
      'unica-collocazione',
      'Un documento non registrato sta in almeno un fascicolo: lo si può spostare, non togliere.',
    );
  await traccia(
    tx,
    ctx,
    'fascicolo.documento-tolto',
    g.registrazione_id !== null
      ? { tipo: 'registrazione', id: g.registrazione_id }
      : { tipo: 'documento', id: g.documento_id ?? '' },
    { fascicolo: g.fascicolo_codice, motivo },
  );
}

async function inUnAltro(tx: Tx, documentoId: string): Promise<boolean> {
  const riga = await tx
    .selectFrom('fascicolazione')
    .select('id')
    .where('documento_id', '=', documentoId)
    .where('tolta_il', 'is', null)
    .executeTakeFirst();
  return riga !== undefined;
}
