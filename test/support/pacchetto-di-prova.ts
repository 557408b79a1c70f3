import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';

/** What is in a zip, by name. */
export async function contenutoZip(byte: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(byte, { lazyEntries: true });
  const voci = new Map<string, Buffer>();
  for await (const voce of zip.eachEntry())
    voci.set(voce.fileName, await buffer(await zip.openReadStreamPromise(voce)));
  return voci;
}

export async function comeZip(voci: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [nome, byte] of voci) zip.addBuffer(byte, nome);
  zip.end();
  return await buffer(zip.outputStream as Readable);
}

type Json = Record<string, never> & Record<string, unknown>;
type Parte = { numero: string; dati: string; impronta: string };

/** The data of a package as they are read: its index, and each of its parts. */
export function datiDelPacchetto(voci: ReadonlyMap<string, Buffer>): {
  indice: Json & { parti: Parte[]; serie: Json[]; collegamenti: Json[] };
  parti: (Json & { elencoDocumenti: (Json & { file: Json[] })[] })[];
} {
  const indice = JSON.parse(String(voci.get('fascicolo.json'))) as Json & { parti: Parte[] };
  const parti = indice.parti.map((p) => JSON.parse(String(voci.get(p.dati))) as unknown);
  return { indice, parti } as unknown as ReturnType<typeof datiDelPacchetto>;
}

/** The same package with its data changed, and the digests of the data made good again: what a forger would send. */
export function falsato(
  voci: ReadonlyMap<string, Buffer>,
  cambia: (dati: ReturnType<typeof datiDelPacchetto>, nuove: Map<string, Buffer>) => void,
): Map<string, Buffer> {
  const nuove = new Map(voci);
  const dati = datiDelPacchetto(voci);
  cambia(dati, nuove);
  dati.indice.parti = dati.parti.map((parte) => {
    const byte = Buffer.from(JSON.stringify(parte));
    const numero = String(parte.numero);
    nuove.set(`dati/${numero}.json`, byte);
    return { numero, dati: `dati/${numero}.json`, impronta: createHash('sha256').update(byte).digest('hex') };
  });
  nuove.set('fascicolo.json', Buffer.from(JSON.stringify(dati.indice)));
  return nuove;
}
