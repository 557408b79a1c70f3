import { sql } from 'kysely';
import { vedeSoloLaSuaUnita, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/**
 * Whether a profile may read the bytes of a document: those who see the whole register read all of it, the others what is
 * registered for their office (RN-72.2d), and everybody what they brought themselves.
 */
export async function puoLeggereDocumento(tx: Tx, ctx: Contesto, documentoId: string): Promise<boolean> {
  if (ctx.permessi.has('registrazione.consulta') && !vedeSoloLaSuaUnita(ctx)) return true;
  const { rows } = await sql<{ puo: boolean }>`
    SELECT EXISTS (SELECT FROM documento d WHERE d.id = ${documentoId} AND d.caricato_da = ${ctx.utenteId}::uuid)
      OR EXISTS (SELECT FROM registrazione_documento rd JOIN scheda s ON s.registrazione_id = rd.registrazione_id
        WHERE rd.documento_id = ${documentoId} AND s.unita_competente_id IN (SELECT unita_sottostanti(${ctx.unita?.id ?? null}::uuid))) AS puo`.execute(
    tx,
  );
  return rows[0]?.puo ?? false;
}
