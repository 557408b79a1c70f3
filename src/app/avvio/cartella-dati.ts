import { join } from 'node:path';
import { scegliLuogo, type Luogo } from '#platform/db';
import { Fermata, USCITA } from './fermata.ts';
import { DatiInUso, prendiLock } from './lock.ts';

/** The data folder in our hands. With a server of one's own several nodes may share it, and there is nothing to lock. */
export type CartellaDati = { luogo: Luogo; rilascia: () => void };

/** @throws Fermata when the folder cannot be used, or another Tabularium has it */
export async function prendiCartella(p: { dati: string; condivisa: boolean }): Promise<CartellaDati> {
  let luogo: Luogo;
  try {
    luogo = scegliLuogo(p.dati, { perPostgres: !p.condivisa });
  } catch (errore) {
    throw new Fermata(errore instanceof Error ? errore.message : String(errore), USCITA.guasto, errore);
  }
  if (p.condivisa) return { luogo, rilascia: () => undefined };
  try {
    return { luogo, rilascia: await prendiLock(luogo.dati) };
  } catch (errore) {
    if (errore instanceof DatiInUso) throw new Fermata(errore.message, USCITA.inUso);
    throw errore;
  }
}

/** Where a process writes its technical log; nodes that share the folder do not share the file. */
export function fileLog(dati: string, processi: 'entrambi' | 'web' | 'jobs'): string {
  return join(dati, 'log', processi === 'entrambi' ? 'tabularium.log' : `tabularium-${processi}.log`);
}
