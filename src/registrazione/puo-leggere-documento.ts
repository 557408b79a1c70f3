import { sql } from 'kysely';
import { vedeSoloLaSuaUnita, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/**
 * Whether a profile may read the bytes of a document: those who see the whole register read all of it, the others what is
 * registered for their office (RN-72.2d), and everybody what they brought themselves. One that is only in fascicoli is read by
 * the offices they are open to (RN-44.1d).
 */
export async function puoLeggereDocumento(tx: Tx, ctx: Contesto, documentoId: string): Promise<boolean> {
  const tutto = ctx.permessi.has('registrazione.consulta') && !vedeSoloLaSuaUnita(ctx);
  const ufficio = ctx.unita?.id ?? null;
  const { rows } = await sql<{ puo: boolean }>`
    SELECT EXISTS (SELECT FROM documento d WHERE d.id = ${documentoId} AND d.caricato_da = ${ctx.utenteId}::uuid)
      OR EXISTS (SELECT FROM registrazione_documento rd JOIN scheda s ON s.registrazione_id = rd.registrazione_id
        WHERE rd.documento_id = ${documentoId}
          AND (${tutto} OR s.unita_competente_id IN (SELECT unita_sottostanti(${ufficio}::uuid))))
      OR EXISTS (SELECT FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
        WHERE g.documento_id = ${documentoId} AND g.tolta_il IS NULL AND (f.tutti_gli_uffici OR ${ufficio}::uuid = ANY (f.uffici_ammessi)))
      OR (${tutto} AND NOT EXISTS (SELECT FROM registrazione_documento rd WHERE rd.documento_id = ${documentoId})
        AND NOT EXISTS (SELECT FROM fascicolazione g WHERE g.documento_id = ${documentoId})) AS puo`.execute(
    tx,
  );
  return rows[0]?.puo ?? false;
}
