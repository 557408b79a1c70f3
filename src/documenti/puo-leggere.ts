import { vedeTutto, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** What is asked for: that it exists, with its name and digest, or its bytes (RN-34.3a-b). */
export type Cosa = 'estremi' | 'contenuto';

/**
 * Decides whether somebody may read this document; the registrations' slice knows which are whose. `suo`: who asks uploaded it.
 *
 * @returns false: it is as if it were not there
 * @throws Rifiuto when he knows of it, and may not read its bytes
 */
export type PuoLeggere = (
  tx: Tx,
  ctx: Contesto,
  documento: { id: string; suo: boolean },
  cosa: Cosa,
) => Promise<boolean>;

/** What holds where nobody knows better: what one brought oneself, and all of it for who sees the whole register. */
export const nonLimitati: PuoLeggere = async (_tx, ctx, { suo }) =>
  suo || (ctx.permessi.has('registrazione.consulta') && vedeTutto(ctx));

export async function visibile(
  tx: Tx,
  ctx: Contesto,
  documento: { id: string; caricatoDa: string | null; chiaveApiId: string | null },
  puoLeggere: PuoLeggere,
  cosa: Cosa,
): Promise<boolean> {
  const suo =
    (documento.chiaveApiId !== null && documento.chiaveApiId === ctx.chiaveApiId) ||
    (documento.caricatoDa !== null && documento.caricatoDa === ctx.utenteId);
  if (!suo && !ctx.permessi.has('registrazione.consulta')) return false;
  return await puoLeggere(tx, ctx, { id: documento.id, suo }, cosa);
}
