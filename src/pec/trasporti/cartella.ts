import { createReadStream, watch } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errno } from '#platform/storage';
import type { Copia, Trasporto } from './trasporto.ts';

const EML = /^[^.].*\.eml$/i;

/** A folder in which each file ending in `.eml` is a message; its name is the uid, and names sort by arrival. */
export async function apriCartella(cartella: string): Promise<Trasporto> {
  await mkdir(cartella, { recursive: true });
  const novita = ascolta(cartella);
  const nomi = async (): Promise<string[]> =>
    (await readdir(cartella)).filter((nome) => EML.test(nome)).sort();
  const percorso = (uid: string): string => {
    if (!EML.test(uid) || /[/\\\0]/.test(uid)) throw new Error(`not a message of this folder: ${uid}`);
    return join(cartella, uid);
  };
  return {
    uidvalidity: 1,
    // Whoever fills the folder may use any names: also those before the last seen are looked at.
    elenca: async (): Promise<Copia[]> => {
      novita.dimentica();
      return (await nomi()).map((uid) => ({ uid }));
    },
    quanti: async () => (await nomi()).length,
    scarica: async (uid) => {
      const info = await stat(percorso(uid)).catch(assente);
      if (!info) return undefined;
      return { corpo: createReadStream(percorso(uid)), arrivatoIl: info.mtime, dimensione: info.size };
    },
    sposta: async (uid, verso) => {
      if (!/^[^/\\\0.][^/\\\0]*$/.test(verso)) throw new Error(`not a name of a folder: ${verso}`);
      await mkdir(join(cartella, verso), { recursive: true });
      for (const u of uid) await rename(percorso(u), join(cartella, verso, u)).catch(assente);
    },
    cancella: async (uid) => {
      for (const u of uid) await rm(percorso(u), { force: true });
    },
    attendi: novita.attendi,
    chiudi: async () => novita.chiudi(),
  };
}

type Novita = {
  /** From here on counts as new only what comes after. */
  dimentica: () => void;
  attendi: Trasporto['attendi'];
  chiudi: () => void;
};

/** Listens from the first to the last moment: what comes between a look at the folder and the wait must not wait as well. */
function ascolta(cartella: string): Novita {
  let arrivate = false;
  let sveglia: (() => void) | undefined;
  const novita = (): void => {
    arrivate = true;
    sveglia?.();
  };
  const guardiano = watch(cartella, novita);
  // A folder that went away is found out by the next reading.
  guardiano.on('error', novita);
  return {
    dimentica: () => (arrivate = false),
    attendi: (ms, fine) =>
      new Promise((arrivato) => {
        const concludi = (): void => {
          clearTimeout(scadenza);
          fine.removeEventListener('abort', concludi);
          sveglia = undefined;
          arrivato();
        };
        const scadenza = setTimeout(concludi, ms);
        sveglia = concludi;
        fine.addEventListener('abort', concludi);
        if (arrivate || fine.aborted) concludi();
      }),
    chiudi: () => guardiano.close(),
  };
}

function assente(errore: unknown): undefined {
  if (errno(errore) === 'ENOENT') return undefined;
  throw errore;
}
