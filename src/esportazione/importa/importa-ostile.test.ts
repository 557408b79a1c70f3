import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { esporta, importa, NonImportabile, type Elenco } from '#esportazione';
import { apriBancaDati, type Db } from '#platform/db';
import { openFileSystemStore, type ObjectStore } from '#platform/storage';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { PROPRIETARIO } from '../../../test/support/modelli.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { esportatore } from '../../../test/support/registro-da-esportare.ts';

let p: ProdottoDiProva;
let vuota: BancaDatiDiProva;
let db: Db;
let archivio: ObjectStore;
const radice = mkdtempSync(join(tmpdir(), 'tabularium-ostile-'));
const buona = join(radice, 'buona');

beforeAll(async () => {
  p = await prodottoDiProva();
  vuota = await nuovaBancaDati();
  db = apriBancaDati(vuota.url, { ruolo: PROPRIETARIO, max: 2 });
  archivio = await openFileSystemStore(join(radice, 'archivio'));
  const parti = { db: p.db, archivio, metadati: null };
  await esporta(parti, esportatore(p), { cartella: buona, anno: null }, () => undefined);
});
afterAll(async () => {
  await db.destroy();
  await p.chiudi();
  await vuota.elimina();
  rmSync(radice, { recursive: true, force: true });
});

type Mani = {
  elenco: Elenco;
  /** Rewrites a file of lines, and its digest in the list: whoever made the folder can. */
  righe: (percorso: string, cambia: (righe: Record<string, unknown>[]) => unknown[]) => void;
};

/** Imports a copy of the good export after `altera` has been at it. */
async function importaAlterata(altera: (m: Mani) => void): Promise<unknown> {
  const cartella = join(radice, randomUUID());
  cpSync(buona, cartella, { recursive: true });
  const elenco = JSON.parse(readFileSync(join(cartella, 'esportazione.json'), 'utf8')) as Elenco;
  altera({
    elenco,
    righe: (percorso, cambia) => {
      const file = join(cartella, percorso);
      const voce = elenco.file.find((f) => f.percorso === percorso);
      const prima = voce ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
      const dopo = cambia(prima.map((r) => JSON.parse(r) as Record<string, unknown>));
      const testo = dopo.map((r) => `${JSON.stringify(r)}\n`).join('');
      writeFileSync(file, testo);
      const impronta = createHash('sha256').update(testo).digest('hex');
      if (voce) voce.impronta = impronta;
      else elenco.file.push({ percorso, impronta, dimensione: testo.length });
    },
  });
  writeFileSync(join(cartella, 'esportazione.json'), JSON.stringify(elenco));
  return await importa({ db, archivio }, cartella, () => undefined);
}

const casi: Record<string, { altera: (m: Mani) => void; detto: string }> = {
  'una tabella che questa versione non ha': {
    altera: ({ elenco, righe }) => {
      elenco.tabelle.nuvola = 1;
      righe('dati/nuvola.jsonl', () => [{ id: 1 }]);
    },
    detto: 'non importa la tabella «nuvola»',
  },
  'un campo che questa versione non ha: andrebbe perduto in silenzio': {
    altera: ({ righe }) => righe('dati/unita.jsonl', (u) => u.map((x) => ({ ...x, piano: 'terzo' }))),
    detto: 'non importa il campo «piano» della tabella «unita»',
  },
  'una sessione aperta': {
    altera: ({ elenco, righe }) => {
      elenco.tabelle.sessione = 1;
      righe('dati/sessione.jsonl', () => [{ id: randomUUID() }]);
    },
    detto: 'non importa la tabella «sessione»',
  },
  'una password nota': {
    altera: ({ righe }) => righe('dati/utente.jsonl', (u) => u.map((x) => ({ ...x, password: 'nota' }))),
    detto: 'non importa il campo «password» della tabella «utente»',
  },
  'un file fuori della cartella': {
    altera: ({ elenco }) => elenco.file.push({ percorso: '../../segreto', impronta: '', dimensione: 0 }),
    detto: '«../../segreto» non è il nome di un file dell’esportazione',
  },
  'un file che l’elenco non ha': {
    altera: ({ elenco }) => {
      elenco.file = elenco.file.filter((f) => f.percorso !== 'dati/utente.jsonl');
    },
    detto: 'dati/utente.jsonl manca dall’elenco dei file',
  },
  'un elenco senza i suoi campi': {
    altera: ({ elenco }) => Reflect.deleteProperty(elenco, 'registri'),
    detto: 'esportazione.json non è un elenco',
  },
};

test.for(Object.entries(casi))('non si importa %s', async ([, { altera, detto }]) => {
  const errore: unknown = await importaAlterata(altera).catch((e: unknown) => e);
  expect(errore).toBeInstanceOf(NonImportabile);
  expect(String(errore)).toContain(detto);
  expect(await db.selectFrom('ente').select('id').execute()).toEqual([]);
});

test('le righe di un altro ente sono rifiutate dalla banca dati', async () => {
  await expect(
    importaAlterata(({ righe }) =>
      righe('dati/utente.jsonl', (u) => u.map((x) => ({ ...x, ente_id: randomUUID() }))),
    ),
  ).rejects.toThrow('row-level security');
  expect(await db.selectFrom('ente').select('id').execute()).toEqual([]);
});

test('la stessa esportazione, non toccata, si importa', async () => {
  const esito = await importaAlterata(() => undefined);
  expect(esito).toMatchObject({ elenco: { registri: expect.any(Array) as unknown } });
  expect(await db.selectFrom('ente').select('id').execute()).toEqual([{ id: p.ente.enteId }]);
});
