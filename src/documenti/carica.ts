import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { insertDocumento, lockImpronta } from './documenti.queries.ts';
import type { Documento } from './documenti.schema.ts';
import type { Ricevuto } from './ricevi.ts';
import { avvisiDi } from './tipo/avvisi.ts';

/**
 * Makes a document of a received file: its bytes in the archive for good, its row, its audit line. The bytes get their
 * final name here, under the lock on their digest, so that they are safe before the row commits and the sweeper
 * cannot be removing an older orphan with the same content meanwhile. If the transaction fails they stay, unreferenced,
 * for the sweeper.
 *
 * @throws StorageUnavailable
 */
export async function carica(
  tx: Tx,
  chi: Attore,
  { deposito, campione, riconosciuto }: Ricevuto,
  nomeFile: string,
): Promise<Documento> {
  await lockImpronta(tx, chi.ente.id, deposito.digest);
  await deposito.publish();
  return await insertDocumento(tx, chi, {
    impronta: deposito.digest,
    nomeFile,
    formato: riconosciuto.formato,
    formatoSecondo: riconosciuto.secondo,
    dimensione: deposito.size,
    avvisi: avvisiDi(nomeFile, riconosciuto.formato, campione),
  });
}
