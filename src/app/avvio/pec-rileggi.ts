import { join } from 'node:path';
import { rileggiDa, type PartiLettura } from '#pec';
import { apriBancaDati } from '#platform/db';
import type { Log } from '#platform/log';
import { openFileSystemStore } from '#platform/storage';
import type { BaseDati } from './base-dati.ts';
import { Fermata, USCITA } from './fermata.ts';
import { trovaCasella } from './pec-importa.ts';
import type { Terminale } from './terminale.ts';

const USO = 'Uso: npm run pec:rileggi -- <casella> <AAAA-MM-GG>';

/** @throws Fermata when it is not said of which mailbox, or since when */
export function daRileggere(argomenti: readonly string[]): { casella: string; dal: Date } {
  const [casella, giorno = ''] = argomenti;
  const dal = new Date(`${giorno}T00:00:00Z`);
  if (casella === undefined || !/^\d{4}-\d\d-\d\d$/.test(giorno) || Number.isNaN(dal.getTime()))
    throw new Fermata(USO, USCITA.impostazioni);
  return { casella, dal };
}

/**
 * `npm run pec:rileggi`: reads again the messages of a mailbox kept from a day on, after the reader was mended or an authority was added.
 * What was decided stays decided; running it twice changes nothing.
 */
export async function rileggiPec(
  parti: {
    base: BaseDati;
    dati: string;
    log: Log;
    terminale: Terminale;
    leggi: PartiLettura['leggi'];
  },
  quale: string,
  dal: Date,
): Promise<void> {
  const { base, dati, log, leggi, terminale } = parti;
  const db = apriBancaDati(base.url);
  try {
    const casella = await trovaCasella(db, quale);
    const archivio = await openFileSystemStore(join(dati, 'documenti'));
    const esito = await rileggiDa({ db, archivio, log, leggi }, casella, dal);
    terminale.scrivi(`\nCasella ${quale}: ${esito.riletti} messaggi riletti, ${esito.falliti.length} no.`);
    for (const { id, motivo } of esito.falliti) terminale.scrivi(`  non riletto: ${id} (${motivo})`);
  } finally {
    await db.destroy();
  }
}
