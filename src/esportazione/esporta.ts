import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { ObjectStore } from '#platform/storage';
import { traccia, type Attore } from '#tracciamento';
import { esportaDati, type Avanzamento, type Dati } from './esporta-dati.ts';
import { esportaDocumenti, type DifettoDocumento } from './esporta-documenti.ts';
import { leggiJson } from './leggi-json.ts';
import type { MetadatiAgid } from './metadati.ts';
import { improntaDi } from './scrivi-file.ts';

export const FORMATO = 'tabularium.esportazione/1';
/** Written last: a folder without it is not a whole export. */
export const NOME_ELENCO = 'esportazione.json';
const IN_CORSO = '.in-corso.json';
const DATI_COMPLETI = '.dati-completi.json';

/** `esportazione.json` (docs/esportazione.md). */
export type Elenco = Dati & {
  formato: typeof FORMATO;
  difetti: DifettoDocumento[];
};

export type PartiEsportazione = {
  db: Db;
  archivio: ObjectStore;
  /** AgID metadata of each document; null where there is nobody who makes them. */
  metadati: MetadatiAgid | null;
};

/** The folder holds something else: nothing of it is touched. */
export class CartellaOccupata extends Error {}

/**
 * Writes everything of an ente, or of a year of it, in a folder: first the rows, all of one instant (one REPEATABLE READ transaction),
 * then the documents, one by one. Called again on the same folder it goes on: rows that are whole and match their digests, and
 * documents that are themselves, are not written again. Memory does not grow with the archive.
 *
 * @throws CartellaOccupata when the folder is neither empty nor an export of the same ente and year
 */
export async function esporta(
  parti: PartiEsportazione,
  chi: Attore,
  cosa: { cartella: string; anno: number | null },
  avanza: (a: Avanzamento) => void,
): Promise<Elenco> {
  const { cartella, anno } = cosa;
  const enteId = chi.ente.id;
  await mkdir(cartella, { recursive: true, mode: 0o750 });
  await occupa(cartella, { enteId, anno });
  const dati = (await datiGiaScritti(cartella)) ?? (await scriviDati(parti, enteId, cosa, avanza));
  // One count from the first row to the last document, also where the rows were there already.
  let fatti = dati.registri.reduce((n, r) => n + r.foglie + r.registrazioni, 0);
  const tutti = fatti + dati.documenti;
  const difetti = await esportaDocumenti(parti.archivio, enteId, cartella, () =>
    avanza({ fatti: ++fatti, tutti }),
  );
  const elenco: Elenco = { formato: FORMATO, ...dati, difetti };
  await scriviTutto(cartella, NOME_ELENCO, elenco);
  await inTransazione(parti.db, enteId, (tx) =>
    traccia(
      tx,
      chi,
      'dati.esportati',
      { tipo: 'ente', id: enteId },
      {
        anno,
        registrazioni: dati.registri.reduce((n, r) => n + r.registrazioni, 0),
        documenti: dati.documenti,
        difetti: difetti.length,
      },
    ),
  );
  await rm(join(cartella, DATI_COMPLETI), { force: true });
  return elenco;
}

async function scriviDati(
  { db, metadati }: PartiEsportazione,
  enteId: string,
  { cartella, anno }: { cartella: string; anno: number | null },
  avanza: (a: Avanzamento) => void,
): Promise<Dati> {
  await rm(join(cartella, NOME_ELENCO), { force: true });
  const dati = await inLettura(db, enteId, (tx) =>
    esportaDati({ tx, cartella, enteId, anno, metadati, avanza }),
  );
  await scriviTutto(cartella, DATI_COMPLETI, dati);
  return dati;
}

/** Marks the folder as ours, of this ente and year. */
async function occupa(cartella: string, quale: { enteId: string; anno: number | null }): Promise<void> {
  const voci = await readdir(cartella);
  if (voci.length === 0) return await scriviTutto(cartella, IN_CORSO, quale);
  const gia = await leggiJson<typeof quale>(cartella, IN_CORSO);
  if (gia?.enteId === quale.enteId && gia.anno === quale.anno) return undefined;
  throw new CartellaOccupata(
    gia
      ? 'La cartella contiene l’esportazione di un altro ente o di un altro anno.'
      : 'La cartella contiene altro.',
  );
}

/** The rows of an interrupted export, if every file is there and is itself. */
async function datiGiaScritti(cartella: string): Promise<Dati | undefined> {
  const dati = await leggiJson<Dati>(cartella, DATI_COMPLETI);
  for (const f of dati?.file ?? []) {
    const adesso = await improntaDi(join(cartella, ...f.percorso.split('/')));
    if (adesso?.impronta !== f.impronta) return undefined;
  }
  return dati;
}

/** Under another name, then renamed: whoever finds it finds it whole. */
async function scriviTutto(cartella: string, nome: string, valore: unknown): Promise<void> {
  const dove = join(cartella, nome);
  await writeFile(`${dove}.parziale`, `${JSON.stringify(valore, null, 1)}\n`, { mode: 0o640 });
  await rename(`${dove}.parziale`, dove);
}
