import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { errno } from '#platform/storage';

/** A file of the export, as the list at the end names it. */
export type FileElencato = { percorso: string; impronta: string; dimensione: number };

/** A text file written piece by piece, whose digest is known at the end. */
export type FileAperto = { scrivi: (testo: string) => Promise<void>; chiudi: () => Promise<FileElencato> };

/**
 * @param percorso inside the export, with `/`
 * @throws what the disk says; nobody waits for a reader slower than the writer
 */
export async function apriFile(cartella: string, percorso: string): Promise<FileAperto> {
  const dove = join(cartella, ...percorso.split('/'));
  await mkdir(dirname(dove), { recursive: true });
  const flusso = createWriteStream(dove, { highWaterMark: 1 << 20, mode: 0o640 });
  const fine = finished(flusso);
  // Whoever writes next is told; until then an unhandled rejection would end the process.
  fine.catch(() => undefined);
  const hash = createHash('sha256');
  let dimensione = 0;
  return {
    scrivi: async (testo) => {
      const byte = Buffer.from(testo, 'utf8');
      hash.update(byte);
      dimensione += byte.length;
      if (!flusso.write(byte)) await Promise.race([once(flusso, 'drain'), fine]);
    },
    chiudi: async () => {
      flusso.end();
      await fine;
      return { percorso, impronta: hash.digest('hex'), dimensione };
    },
  };
}

export async function scriviIntero(cartella: string, percorso: string, testo: string): Promise<FileElencato> {
  const aperto = await apriFile(cartella, percorso);
  await aperto.scrivi(testo);
  return await aperto.chiudi();
}

/** SHA-256 and size of a file as it is now; undefined when it is not there. */
export async function improntaDi(
  percorso: string,
): Promise<{ impronta: string; dimensione: number } | undefined> {
  const hash = createHash('sha256');
  let dimensione = 0;
  try {
    for await (const pezzo of createReadStream(percorso, {
      highWaterMark: 1 << 20,
    }) as AsyncIterable<Buffer>) {
      hash.update(pezzo);
      dimensione += pezzo.length;
    }
  } catch (errore) {
    if (errno(errore) === 'ENOENT') return undefined;
    throw errore;
  }
  return { impronta: hash.digest('hex'), dimensione };
}
