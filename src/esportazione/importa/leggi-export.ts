import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { percorsoDocumento } from '../csv-registrazioni.ts';
import { FORMATO, NOME_ELENCO, type Elenco } from '../esporta.ts';
import { improntaDi } from '../scrivi-file.ts';
import { righeDelFile } from './righe-per-tabella.ts';

/** The folder cannot be imported, and why, in Italian. */
export class NonImportabile extends Error {}

const FUORI = /[\\\u0000-\u001f]/;

/**
 * Where a file of the export is. The names come from whoever made the folder: none leads out of it.
 *
 * @throws NonImportabile
 */
export function dentro(cartella: string, percorso: string): string {
  const parti = percorso.split('/');
  if (parti.some((p) => p === '' || p === '.' || p === '..' || FUORI.test(p)))
    throw new NonImportabile(`«${percorso}» non è il nome di un file dell’esportazione.`);
  return join(cartella, ...parti);
}

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

const ElencoLetto = Type.Object({
  formato: Type.String(),
  creataIl: Type.String(),
  ente: Type.Object({ codiceIpa: Type.String(), denominazione: Type.String() }),
  anno: Type.Union([Type.Integer(), Type.Null()]),
  registri: Type.Array(
    Type.Object({
      codice: Type.String(),
      tipo: Type.String(),
      foglie: Type.Integer(),
      registrazioni: Type.Integer(),
    }),
  ),
  tabelle: Type.Record(Type.String(), Type.Integer()),
  documenti: Type.Integer(),
  file: Type.Array(Type.Object({ percorso: Type.String(), impronta: Type.String() })),
  difetti: Type.Array(Type.Unknown()),
});

/** The files that the import reads: all must be among those whose digest is checked. */
const daLeggere = (elenco: { tabelle: object; registri: { codice: string }[] }): string[] => [
  'documenti.jsonl',
  ...Object.keys(elenco.tabelle).map((nome) => `dati/${nome}.jsonl`),
  ...elenco.registri.flatMap(({ codice }) =>
    ['registro.json', ...Object.keys(righeDelFile).map((nome) => `${nome}.jsonl`)].map(
      (nome) => `registri/${codice}/${nome}`,
    ),
  ),
];

/**
 * The list of an export that can be imported: whole, of all the years, each file as listed, each document as its name says.
 *
 * @throws NonImportabile
 */
export async function leggiElenco(cartella: string): Promise<Elenco> {
  let elenco: unknown;
  try {
    elenco = JSON.parse(await readFile(dentro(cartella, NOME_ELENCO), 'utf8'));
  } catch (errore) {
    throw new NonImportabile(`Non è un’esportazione completa: ${NOME_ELENCO} manca o non si legge.`, {
      cause: errore,
    });
  }
  if (!Value.Check(ElencoLetto, elenco))
    throw new NonImportabile(`Non è un’esportazione completa: ${NOME_ELENCO} non è un elenco.`);
  if (elenco.formato !== FORMATO)
    throw new NonImportabile(`Il formato «${elenco.formato}» non è conosciuto.`);
  if (elenco.anno !== null)
    throw new NonImportabile(`È l’esportazione del solo ${elenco.anno}: si importa quella di tutto l’ente.`);
  if (elenco.difetti.length > 0)
    throw new NonImportabile(
      `Quando fu prodotta mancavano o erano alterati ${elenco.difetti.length} documenti.`,
    );
  const elencati = new Set(elenco.file.map((f) => f.percorso));
  for (const percorso of daLeggere(elenco))
    if (!elencati.has(percorso)) throw new NonImportabile(`${percorso} manca dall’elenco dei file.`);
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
