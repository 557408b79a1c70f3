import { leggiContenuto } from '#documenti';
import { objectKey } from '#platform/storage';
import { illeggibile, type Letto } from './leggi.ts';
import { LetturaRifiutata } from './messaggio/lettura.ts';
import type { PartiLettura } from './parti.ts';

/**
 * Reads a message that is kept, whose bytes must be those that were kept. Where the archive has files the reader takes its own, and
 * they never pass through this thread. What no reader can make anything of is read as `illeggibile`.
 *
 * @throws Rifiuto `pec.occupato`, `documenti.alterato`, `documenti.mancante`; StorageUnavailable
 */
export async function leggiDaArchivio(
  parti: PartiLettura,
  enteId: string,
  conservato: { impronta: string; dimensione: number },
): Promise<Letto> {
  const file = parti.archivio.fileOf?.(objectKey(enteId, conservato.impronta));
  if (file !== undefined) {
    try {
      return await parti.leggi({ file, impronta: conservato.impronta });
    } catch (errore) {
      // A file that is not there, or is another, says nothing of the message: below it is told to whoever looks after the archive.
      if (errore instanceof LetturaRifiutata && errore.motivo !== 'alterato') return illeggibile(errore);
    }
  }
  return await parti.leggi({ byte: await leggiContenuto(parti, enteId, conservato) }).catch(illeggibile);
}
