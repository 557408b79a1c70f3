import type { Tx } from '#platform/db';
import { scriviIntero, type FileElencato } from './scrivi-file.ts';

/** The metadata of a registered document as AgID wants them (Linee guida, allegato 5), XML. */
export type MetadatiDocumento = (tx: Tx, registrazioneId: string, ordine: number) => Promise<string>;

type Riga = {
  registrazione: { id: string; anno: number; numero: number };
  documenti: { ordine: number; impronta: string | null }[];
};

/**
 * One XML for each file of these registrations: `metadati/<registro>/<anno>/<numero>-<ordine>.xml`. They are as many as the documents, so
 * they are listed apart (`metadati.jsonl`), not with the few files of the export.
 */
export async function scriviMetadati(
  { tx, cartella }: { tx: Tx; cartella: string },
  registro: string,
  righe: readonly string[],
  metadati: MetadatiDocumento,
): Promise<FileElencato[]> {
  const file: FileElencato[] = [];
  for (const riga of righe) {
    const { registrazione: r, documenti } = JSON.parse(riga) as Riga;
    for (const d of documenti) {
      if (d.impronta === null) continue;
      const percorso = `metadati/${registro}/${r.anno}/${String(r.numero).padStart(7, '0')}-${d.ordine}.xml`;
      file.push(await scriviIntero(cartella, percorso, await metadati(tx, r.id, d.ordine)));
    }
  }
  return file;
}
