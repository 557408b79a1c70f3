import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { trovaDocumenti } from '#documenti';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { apribile } from './accesso.ts';
import {
  conflitto,
  chiuso,
  documentoAnnullato,
  nonClassificato,
  nonValido,
  rifiutoBancaDati,
} from './fascicoli.errors.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import type { NuovaFascicolazione } from './fascicoli.schema.ts';
import { haPortato } from './ha-portato.ts';
import { trovaRegistrato, verificaDellUfficio, type Registrato } from './trova-registrato.ts';

type Destinazione = { id: string; codice: string };

/**
 * A document of another class goes in only if somebody says so, having seen it (RN-43.2). The same entry of another version of
 * the titolario is the same class.
 *
 * @throws Rifiuto `fascicolo.altra-classe`
 */
export function verificaClasse(
  fascicolo: { codice: string; identita: string; voce_codice: string; voce_denominazione: string },
  documento: { identita: string | null; voce_codice: string | null },
  conferma: boolean | undefined,
): void {
  if (documento.identita === null) throw nonClassificato();
  if (documento.identita === fascicolo.identita || conferma === true) return;
  throw conflitto(
    'altra-classe',
    `Il documento è classificato in ${documento.voce_codice ?? ''}, il fascicolo ${fascicolo.codice} in ${fascicolo.voce_codice} (${fascicolo.voce_denominazione}): inserirlo va confermato.`,
    { documento: documento.voce_codice, fascicolo: fascicolo.voce_codice },
  );
}

/** Writes that a registration is in a fascicolo. What may be refused was asked before; what came between, the database refuses. */
export async function inserisciRegistrato(
  tx: Tx,
  ctx: Contesto,
  fascicolo: Destinazione,
  documento: { id: string },
  spostataDa: string | null = null,
): Promise<string> {
  try {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO fascicolazione (ente_id, fascicolo_id, registrazione_id, operatore, utente_id, chiave_api_id, unita_id,
        dal_protocollo, spostata_da)
      VALUES (${ctx.ente.id}, ${fascicolo.id}, ${documento.id}, ${ctx.attore}, ${ctx.utenteId}, ${ctx.chiaveApiId},
        ${ctx.unita?.id ?? null}, ${ctx.unita?.ufficioProtocollo ?? false}, ${spostataDa})
      RETURNING id`.execute(tx);
    const id = rows[0]?.id ?? '';
    await traccia(
      tx,
      ctx,
      spostataDa === null ? 'fascicolo.documento-inserito' : 'fascicolo.documento-spostato',
      { tipo: 'registrazione', id: documento.id },
      { fascicolo: fascicolo.codice },
    );
    return id;
  } catch (errore) {
    throw rifiutoBancaDati(errore, fascicolo.codice);
  }
}

/** An uploaded document that is not registered and will not be: the person's own, or his office's. */
async function inserisciNonRegistrato(
  tx: Tx,
  ctx: Contesto,
  fascicolo: Destinazione,
  r: NuovaFascicolazione & { documento: string },
): Promise<string> {
  const [documento] = await trovaDocumenti(tx, [r.documento]);
  // Where it already is, who may open that fascicolo may put it in another (RN-43.6).
  const suo = (await haPortato(tx, ctx, r.documento)) || (await inFascicoloAperto(tx, ctx, r.documento));
  if (!documento || !suo)
    throw nonValido(
      'documento-sconosciuto',
      'documento',
      'Il documento non c’è, o non è visibile a chi lo inserisce.',
    );
  if (documento.registrato)
    throw nonValido(
      'documento-registrato',
      'documento',
      'Il documento è registrato: nel fascicolo va la registrazione.',
    );
  try {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO fascicolazione (ente_id, fascicolo_id, documento_id, denominazione, data_documento, operatore, utente_id,
        chiave_api_id, unita_id, dal_protocollo)
      VALUES (${ctx.ente.id}, ${fascicolo.id}, ${documento.id}, ${r.denominazione ?? documento.nomeFile}, ${r.dataDocumento ?? null},
        ${ctx.attore}, ${ctx.utenteId}, ${ctx.chiaveApiId}, ${ctx.unita?.id ?? null}, ${ctx.unita?.ufficioProtocollo ?? false})
      RETURNING id`.execute(tx);
    await traccia(
      tx,
      ctx,
      'fascicolo.documento-inserito',
      { tipo: 'documento', id: documento.id },
      { fascicolo: fascicolo.codice },
    );
    return rows[0]?.id ?? '';
  } catch (errore) {
    throw rifiutoBancaDati(errore, fascicolo.codice);
  }
}

async function inFascicoloAperto(tx: Tx, ctx: Contesto, documentoId: string): Promise<boolean> {
  const { rows } = await sql<{ si: boolean }>`
    SELECT EXISTS (SELECT FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id WHERE g.documento_id = ${documentoId}
      AND g.tolta_il IS NULL AND ${apribile(ctx)}) AS si`.execute(tx);
  return rows[0]?.si ?? false;
}

/**
 * Puts a document in a fascicolo: a registration, or an uploaded document that is not registered (RN-43.1). It stays in every
 * other fascicolo it is in (RN-12.3c, RN-43.6).
 *
 * @returns id of the fascicolazione
 * @throws Rifiuto `fascicolo.chiuso`, `fascicolo.documento-non-classificato` (RN-40.1), `fascicolo.altra-classe` (RN-43.2),
 *   `fascicolo.gia-inserito`, `fascicolo.documento-annullato`, `fascicolo.documento-di-altro-ufficio` (RN-43.5)
 */
export async function inserisciDocumento(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  r: NuovaFascicolazione,
): Promise<string> {
  const fascicolo = await trovaFascicolo(tx, ctx, numero);
  if (fascicolo.chiuso_il !== null) throw chiuso(numero);
  if (r.documento !== undefined && r.registrazione === undefined)
    return await inserisciNonRegistrato(tx, ctx, fascicolo, { ...r, documento: r.documento });
  if (r.registrazione === undefined || r.documento !== undefined)
    throw nonValido(
      'un-documento',
      'registrazione',
      'Si indica o una registrazione, o un documento caricato.',
    );
  const documento: Registrato = await trovaRegistrato(tx, ctx, r.registrazione);
  verificaDellUfficio(ctx, documento);
  if (documento.annullata) throw documentoAnnullato();
  verificaClasse(fascicolo, documento, r.confermaAltraClasse);
  return await inserisciRegistrato(tx, ctx, fascicolo, documento);
}
