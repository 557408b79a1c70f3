import type { ObjectStore, StagedObject } from '#platform/storage';
import { nonValido } from './documenti.errors.ts';
import { campiona, type Campione } from './tipo/campione.ts';
import { riconosci, type Riconosciuto } from './tipo/riconosci.ts';

/** A file whose bytes are on disk, hashed and recognised, and that is nothing yet: `deposito` publishes or drops it. */
export type Ricevuto = { deposito: StagedObject; campione: Campione; riconosciuto: Riconosciuto };

/**
 * Takes a file as it arrives, in memory that does not grow with it.
 *
 * @param massimo bytes
 * @throws Rifiuto `documenti.vuoto`; what the store throws
 */
export async function ricevi(
  archivio: ObjectStore,
  enteId: string,
  corpo: AsyncIterable<Uint8Array>,
  massimo: number,
): Promise<Ricevuto> {
  const flusso = campiona(corpo);
  const deposito = await archivio.stage(enteId, flusso.corpo, { maxBytes: massimo });
  try {
    if (deposito.size === 0) throw nonValido('vuoto', 'Il file è vuoto: non contiene nemmeno un byte.');
    const campione = flusso.campione();
    return { deposito, campione, riconosciuto: await riconosci(campione) };
  } catch (errore) {
    await deposito.discard();
    throw errore;
  }
}
