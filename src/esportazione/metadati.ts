import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { scorri } from './scorri.ts';
import { apriFile, scriviIntero, type FileElencato } from './scrivi-file.ts';

/** The metadata of a document as AgID wants them (Linee guida, allegato 5), XML. */
export type MetadatiAgid = {
  registrato: (tx: Tx, registrazioneId: string, ordine: number) => Promise<string>;
  /** Of a document that is in a fascicolo and was never registered. */
  sciolto: (tx: Tx, documentoId: string) => Promise<string>;
};

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
  metadati: MetadatiAgid,
): Promise<FileElencato[]> {
  const file: FileElencato[] = [];
  for (const riga of righe) {
    const { registrazione: r, documenti } = JSON.parse(riga) as Riga;
    for (const d of documenti) {
      if (d.impronta === null) continue;
      const percorso = `metadati/${registro}/${r.anno}/${String(r.numero).padStart(7, '0')}-${d.ordine}.xml`;
      file.push(await scriviIntero(cartella, percorso, await metadati.registrato(tx, r.id, d.ordine)));
    }
  }
  return file;
}

/**
 * One XML for each document of the fascicoli that was never registered, `metadati/fascicoli/<documento>.xml`, and their list with the digest of
 * each and of its document: no leaf vouches for them.
 */
export async function scriviMetadatiSciolti(
  { tx, cartella }: { tx: Tx; cartella: string },
  metadati: MetadatiAgid,
): Promise<FileElencato> {
  const elenco = await apriFile(cartella, 'metadati-sciolti.jsonl');
  const sciolti = sql`SELECT jsonb_build_object('id', d.id, 'impronta', d.impronta)::text AS riga FROM documento d
    WHERE EXISTS (SELECT FROM fascicolazione f WHERE f.documento_id = d.id AND f.tolta_il IS NULL) ORDER BY d.id`;
  for await (const righe of scorri(tx, sciolti))
    for (const riga of righe) {
      const { id, impronta } = JSON.parse(riga) as { id: string; impronta: string };
      const scritto = await scriviIntero(
        cartella,
        `metadati/fascicoli/${id}.xml`,
        await metadati.sciolto(tx, id),
      );
      await elenco.scrivi(`${JSON.stringify({ ...scritto, documento: impronta })}\n`);
    }
  return await elenco.chiudi();
}
