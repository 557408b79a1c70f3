import type { Tx } from '#platform/db';
import { apriRegistro } from './apri-registro.ts';
import { creaFoglia, type TipoFogliaRegistro } from './foglia.ts';

/** What the log itself has to say, of no registration. */
export type FogliaDelRegistro = {
  ente: { id: string; codiceIpa: string };
  registroId: string;
  tipo: TipoFogliaRegistro;
  /** Plain JSON, without `ente`, `istante` and `operatore`, which are put here. */
  dati: Record<string, unknown>;
  /** The application's clock, which must agree with the database's. */
  adesso: Date;
  /** Who acts, as the histories show it. */
  attore: string;
};

/**
 * Locks the register, as {@link apriRegistro} does, and writes one leaf in the caller's transaction.
 *
 * @returns the leaf's instant, position and digest (hex)
 */
export async function scriviFoglia(
  tx: Tx,
  f: FogliaDelRegistro,
): Promise<{ istante: Date; posizione: number; impronta: string }> {
  const { istante, primaFoglia } = await apriRegistro(tx, f.registroId, { numeri: 0, foglie: 1 }, f.adesso);
  const foglia = creaFoglia(f.tipo, primaFoglia, {
    ...f.dati,
    ente: f.ente.codiceIpa,
    istante: istante.toISOString(),
    operatore: f.attore,
  });
  await tx
    .insertInto('foglia')
    .values({
      registro_id: f.registroId,
      posizione: foglia.posizione,
      ente_id: f.ente.id,
      tipo: f.tipo,
      registrazione_id: null,
      istante,
      contenuto: foglia.contenuto,
      impronta: Buffer.from(foglia.impronta, 'hex'),
    })
    .execute();
  return { istante, posizione: foglia.posizione, impronta: foglia.impronta };
}
