import type { Contesto } from '#autorizzazioni';
import { portaFirma, trovaDocumenti, type PartiDocumenti } from '#documenti';
import { inLettura } from '#platform/db';
import type { NuovaInCoda } from './coda.schema.ts';

/**
 * Whether what is said to be signed digitally is (RN-27.2). Of what is not said so, or has no file here, nothing is asked. Read before
 * the transaction that submits it: a file may be large.
 */
export async function principaleFirmato(
  parti: PartiDocumenti,
  ctx: Contesto,
  r: NuovaInCoda,
): Promise<boolean> {
  const { flusso, firma, documentoPrincipale: id } = r;
  if (flusso !== 'U' || firma !== 'digitale' || id === undefined) return true;
  const [documento] = await inLettura(parti.db, ctx.ente.id, (tx) => trovaDocumenti(tx, [id]));
  return documento === undefined || (await portaFirma(parti, ctx.ente.id, documento));
}
