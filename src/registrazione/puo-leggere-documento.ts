import { sql } from 'kysely';
import { principaliDi, PROTEZIONE, vedeTutto, visibile, type Contesto } from '#autorizzazioni';
import type { PuoLeggere } from '#documenti';
import type { Tx } from '#platform/db';
import { motivata, verificaContenuto, verificaMotivata, type Protetta } from './contenuto-consultabile.ts';

type Registrata = Protetta & { visibile: boolean };

async function registrazioniDi(tx: Tx, ctx: Contesto, documentoId: string): Promise<Registrata[]> {
  const { rows } = await sql<Registrata>`
    SELECT s.protezione, s.gara_fino_a, coalesce(s.gara_fino_a > clock_timestamp(), false) AS gara_in_corso,
      ${visibile(ctx, 's')} AS visibile, ${motivata(ctx, 'r')} AS motivata
    FROM registrazione_documento rd JOIN scheda s ON s.registrazione_id = rd.registrazione_id JOIN registrazione r ON r.id = s.registrazione_id
    WHERE rd.documento_id = ${documentoId}`.execute(tx);
  return rows;
}

/** Somebody else's reserved document that waits in the queue: the Ufficio Protocollo registers it unread (RN-27.4). */
async function riservatoInCoda(tx: Tx, ctx: Contesto, documentoId: string): Promise<boolean> {
  const { rows } = await sql<{ riservato: boolean }>`
    SELECT EXISTS (SELECT FROM coda_documento cd JOIN coda c ON c.id = cd.coda_id
      WHERE cd.documento_id = ${documentoId} AND c.richiesta ->> 'riservatezza' = 'riservato'
        AND c.unita_id IS DISTINCT FROM ${ctx.unita?.id ?? null}::uuid) AS riservato`.execute(tx);
  return rows[0]?.riservato ?? true;
}

/**
 * Only in fascicoli: the offices they are open to (RN-44.1d). In nothing yet: who sees everything. A package for conservation, which
 * holds what is reserved too, is nobody's to read here.
 */
async function nonRegistrato(tx: Tx, ctx: Contesto, documentoId: string): Promise<boolean> {
  const tutto = ctx.permessi.has('registrazione.consulta') && vedeTutto(ctx);
  const { rows } = await sql<{ puo: boolean }>`
    SELECT EXISTS (SELECT FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
        WHERE g.documento_id = ${documentoId} AND g.tolta_il IS NULL
          AND (f.tutti_gli_uffici OR f.uffici_ammessi && ${principaliDi(ctx)}::uuid[]))
      OR (${tutto} AND NOT EXISTS (SELECT FROM fascicolazione g WHERE g.documento_id = ${documentoId})
        AND NOT EXISTS (SELECT FROM pacchetto p WHERE p.archivio_id = ${documentoId} OR p.rapporto_id = ${documentoId})) AS puo`.execute(
    tx,
  );
  return rows[0]?.puo ?? false;
}

const RISERVATO = { protezione: PROTEZIONE.riservato, motivata: false };
const LIBERO: Protetta = { protezione: 0, gara_fino_a: null, gara_in_corso: false, motivata: true };

/**
 * Whether somebody may read a document: what is registered, as far as the registration is visible to him and its contents are
 * open; what is not, who brought it and the offices of the fascicoli it is in. Who brought it reads it also once it is registered
 * for others, unless it is protected.
 */
export const puoLeggereDocumento: PuoLeggere = async (tx, ctx, { id, suo }, cosa) => {
  const registrazioni = await registrazioniDi(tx, ctx, id);
  if (registrazioni.length === 0) {
    if (suo) return true;
    if (!(await nonRegistrato(tx, ctx, id))) return false;
    if (cosa === 'contenuto' && (await riservatoInCoda(tx, ctx, id))) verificaMotivata(RISERVATO);
    if (cosa === 'contenuto') verificaContenuto(ctx, LIBERO);
    return true;
  }
  const visibili = registrazioni.filter((r) => r.visibile);
  if (visibili.length === 0 || !ctx.permessi.has('registrazione.consulta'))
    return suo && registrazioni.every((r) => r.protezione === 0 && !r.gara_in_corso);
  // In two registers (RN-64.1) it is as protected as it is in either.
  for (const r of registrazioni) {
    if (cosa === 'contenuto') verificaContenuto(ctx, r);
    else verificaMotivata(r);
  }
  return true;
};
