import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { creaFoglia, type TipoFogliaRegistrazione } from './foglia.ts';
import { apriRegistro } from './apri-registro.ts';

/**
 * Opens the register for an event that takes no number (annullamento, rettifica, change of optional data): same lock,
 * same clock, and a leaf of the log in the same transaction. Returns the instant the event's own rows must carry.
 */
export async function scriviEvento(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  registrazione: { id: string; registro_id: string; anno: number; numero: number },
  tipo: Exclude<TipoFogliaRegistrazione, 'registrazione'>,
  dati: Record<string, unknown>,
): Promise<Date> {
  const { istante, primaFoglia } = await apriRegistro(
    tx,
    registrazione.registro_id,
    { numeri: 0, foglie: 1 },
    adesso,
  );
  const foglia = creaFoglia(tipo, primaFoglia, {
    ...dati,
    ente: ctx.ente.codiceIpa,
    anno: registrazione.anno,
    numero: registrazione.numero,
    istante: istante.toISOString(),
    operatore: ctx.attore,
  });
  await tx
    .insertInto('foglia')
    .values({
      registro_id: registrazione.registro_id,
      posizione: foglia.posizione,
      ente_id: ctx.ente.id,
      tipo,
      registrazione_id: registrazione.id,
      istante,
      contenuto: foglia.contenuto,
      impronta: Buffer.from(foglia.impronta, 'hex'),
    })
    .execute();
  return istante;
}
