import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { percorsoDocumento } from '../csv-registrazioni.ts';
import { FORMATO, NOME_ELENCO, type Elenco } from '../esporta.ts';
import { improntaDi } from '../scrivi-file.ts';

/** The folder cannot be imported, and why, in Italian. */
export class NonImportabile extends Error {}

export const dentro = (cartella: string, percorso: string): string => join(cartella, ...percorso.split('/'));

/** Objects of a file of lines, some hundreds at a time. */
export async function* leggiRighe<T>(cartella: string, percorso: string): AsyncGenerator<T[]> {
  let pronte: T[] = [];
  const righe = createInterface({ input: createReadStream(dentro(cartella, percorso)), crlfDelay: Infinity });
  for await (const riga of righe) {
    pronte.push(JSON.parse(riga) as T);
    if (pronte.length < 500) continue;
    yield pronte;
    pronte = [];
  }
  if (pronte.length > 0) yield pronte;
}

/**
 * The list of an export that can be imported: whole, of all the years, each file as listed, each document as its name says.
 *
 * @throws NonImportabile
 */
export async function leggiElenco(cartella: string): Promise<Elenco> {
  let elenco: Omit<Elenco, 'formato'> & { formato: string };
  try {
    elenco = JSON.parse(await readFile(dentro(cartella, NOME_ELENCO), 'utf8')) as Elenco;
  } catch (errore) {
    throw new NonImportabile(`Non è un’esportazione completa: ${NOME_ELENCO} manca o non si legge.`, {
      cause: errore,
    });
  }
  if (elenco.formato !== FORMATO)
    throw new NonImportabile(`Il formato «${elenco.formato}» non è conosciuto.`);
  if (elenco.anno !== null)
    throw new NonImportabile(`È l’esportazione del solo ${elenco.anno}: si importa quella di tutto l’ente.`);
  if (elenco.difetti.length > 0)
    throw new NonImportabile(
      `Quando fu prodotta mancavano o erano alterati ${elenco.difetti.length} documenti.`,
    );
  for (const f of elenco.file) {
    const letta = await improntaDi(dentro(cartella, f.percorso));
    if (letta?.impronta !== f.impronta)
      throw new NonImportabile(`${f.percorso} manca o non è quello dell’elenco.`);
  }
  for await (const righe of leggiRighe<{ impronta: string }>(cartella, 'documenti.jsonl'))
    for (const { impronta } of righe)
      if ((await improntaDi(dentro(cartella, percorsoDocumento(impronta))))?.impronta !== impronta)
        throw new NonImportabile(`Il documento ${impronta} manca o è alterato.`);
  return elenco as Elenco;
}
