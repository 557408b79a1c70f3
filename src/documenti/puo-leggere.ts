import { vedeSoloLaSuaUnita, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** Decides whether who may consult registrations may read this document; the registrations' slice knows which are whose. */
export type PuoLeggere = (tx: Tx, ctx: Contesto, documentoId: string) => Promise<boolean>;

/** What holds where nobody knows better: profiles limited to their unit see no document of others. */
export const nonLimitati: PuoLeggere = async (_tx, ctx) => !vedeSoloLaSuaUnita(ctx);

/** Who uploaded it, person or program; else who may consult registrations, as far as `puoLeggere` lets him. */
export async function visibile(
  tx: Tx,
  ctx: Contesto,
  documento: { id: string; caricatoDa: string | null; chiaveApiId: string | null },
  puoLeggere: PuoLeggere,
): Promise<boolean> {
  if (documento.chiaveApiId !== null && documento.chiaveApiId === ctx.chiaveApiId) return true;
  if (documento.caricatoDa !== null && documento.caricatoDa === ctx.utenteId) return true;
  if (!ctx.permessi.has('registrazione.consulta')) return false;
  return await puoLeggere(tx, ctx, documento.id);
}
