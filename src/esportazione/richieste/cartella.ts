import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Where the files of an ente's exports are: out of the archive of the documents, inside the data folder. */
export const cartellaEsportazioni = (dati: string, enteId: string): string =>
  join(dati, 'esportazioni', enteId);

export const cartellaDi = (dati: string, enteId: string, id: string): string =>
  join(cartellaEsportazioni(dati, enteId), id);

export type FileScritto = { percorso: string; dimensione: number };

/** What there is in the folder of a finished export, in order of name, with `/`. */
export async function fileScritti(cartella: string): Promise<FileScritto[]> {
  const voci = await readdir(cartella, { recursive: true, withFileTypes: true });
  const scritti: FileScritto[] = [];
  for (const v of voci) {
    // Marks of the work in progress begin with a dot, and are of no use to who reads.
    if (!v.isFile() || v.name.startsWith('.') || v.name.endsWith('.parziale')) continue;
    const dove = join(v.parentPath, v.name);
    scritti.push({
      percorso: relative(cartella, dove).split(sep).join('/'),
      dimensione: (await stat(dove)).size,
    });
  }
  return scritti.sort((a, b) => (a.percorso < b.percorso ? -1 : 1));
}

export async function butta(dati: string, enteId: string, id: string): Promise<void> {
  await rm(cartellaDi(dati, enteId, id), { recursive: true, force: true });
}
