import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import { metadatiDocumento, metadatiSciolto } from '#conservazione';
import { CartellaOccupata, esporta } from '#esportazione';
import { apriBancaDati, inLettura, type Db } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import {
  esportaDiProva,
  esportatore,
  partiTeste,
  riempiDiTutto,
} from '../../test/support/registro-da-esportare.ts';
import { tabelleDeiDati, tabelleDellEnte } from './catalogo.ts';
import { ALTROVE, COLONNE_RISERVATE, DELL_ANNO, NEI_REGISTRI, NON_ESPORTATE } from './riservate.ts';

let p: ProdottoDiProva;
let tutto: Db;
let intera: Awaited<ReturnType<typeof esportaDiProva>>;
beforeAll(async () => {
  p = await prodottoDiProva();
  await riempiDiTutto(p, partiTeste(p));
  tutto = apriBancaDati(p.banca.urlSuperutente, { ruolo: 'postgres', max: 1 });
  await p.chiama('admin', 'POST', '/chiavi-api', {
    corpo: {
      nome: 'Prova',
      ambiti: ['rubrica:leggi'],
      scadeIl: new Date(Date.now() + 86_400_000).toISOString(),
    },
  });
  intera = await esportaDiProva(p);
});
afterAll(async () => {
  await tutto.destroy();
  await p.chiudi();
  intera.butta();
});

const ANNO = new Date().getFullYear();
const VERIFICA = join(import.meta.dirname, '../../verificatore/verifica.mjs');
const leggi = (cartella: string, percorso: string): string =>
  readFileSync(join(cartella, ...percorso.split('/')), 'utf8');
const righe = (cartella: string, percorso: string): Record<string, never>[] =>
  leggi(cartella, percorso)
    .split('\n')
    .filter(Boolean)
    .map((r) => JSON.parse(r) as Record<string, never>);
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const conta = async (query: string): Promise<number> =>
  (await sql.raw<{ n: number }>(query).execute(tutto)).rows[0]?.n ?? -1;

test('l’esportazione si verifica su una macchina che ha solo Node e il verificatore', () => {
  const altra = mkdtempSync(join(tmpdir(), 'tabularium-altra-macchina-'));
  cpSync(intera.cartella, join(altra, 'dati'), { recursive: true });
  cpSync(VERIFICA, join(altra, 'verifica.mjs'));
  // The Node of the machine where there is one, and not the one that came with the program.
  const nodi = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((d) => !d.includes('node_modules'))
    .map((d) => join(d, 'node'));
  const node = nodi.find((n) => existsSync(n)) ?? process.execPath;
  const esito = spawnSync(node, ['verifica.mjs', 'dati'], { cwd: altra, env: {}, encoding: 'utf8' });
  expect(esito.stdout + esito.stderr).toContain('Tutto torna.');
  expect(esito.status).toBe(0);
  rmSync(altra, { recursive: true });
});

test('RN-37.2 l’esportazione di un anno, riletta, ha gli stessi conteggi e le stesse impronte', async () => {
  const e = await esportaDiProva(p, ANNO);
  const suo = `FROM registrazione r WHERE r.anno = ${ANNO}`;
  for (const { codice, registrazioni } of e.elenco.registri) {
    const json = righe(e.cartella, `registri/${codice}/registrazioni.jsonl`);
    const csv = parse(leggi(e.cartella, `registri/${codice}/registrazioni.csv`), {
      bom: true,
      delimiter: ';',
      columns: true,
    });
    const attese = await conta(
      `SELECT count(*)::int AS n ${suo} AND registro_id = (SELECT id FROM registro WHERE codice = '${codice}')`,
    );
    expect([codice, json.length, csv.length, registrazioni]).toEqual([codice, attese, attese, attese]);
  }
  const file = righe(e.cartella, 'documenti.jsonl') as unknown as { impronta: string; dimensione: number }[];
  expect(file.length).toBe(
    await conta(
      `SELECT count(DISTINCT d.impronta)::int AS n FROM registrazione_documento d JOIN registrazione r ON r.id = d.registrazione_id WHERE r.anno = ${ANNO}`,
    ),
  );
  expect(file.length).toBeGreaterThan(5);
  for (const { impronta, dimensione } of file) {
    const dove = join(e.cartella, 'documenti', impronta.slice(0, 2), impronta);
    expect([sha256(dove), statSync(dove).size]).toEqual([impronta, dimensione]);
  }
  for (const f of e.elenco.file)
    expect([f.percorso, sha256(join(e.cartella, f.percorso))]).toEqual([f.percorso, f.impronta]);
  const esito = spawnSync(process.execPath, [VERIFICA, e.cartella], { encoding: 'utf8' });
  expect(esito.stdout).toContain('Tutto torna.');
  e.butta();
});

test('dell’anno senza registrazioni si esportano solo le impronte delle foglie, e si verifica', async () => {
  const e = await esportaDiProva(p, ANNO - 1);
  const foglie = righe(e.cartella, 'registri/PG/foglie.jsonl');
  expect(foglie.filter((f) => f.contenuto !== undefined).map((f) => f.tipo)).toEqual(['chiave', 'chiave']);
  expect(e.elenco.documenti).toBe(0);
  const esito = spawnSync(process.execPath, [VERIFICA, e.cartella], { encoding: 'utf8' });
  expect(esito.stdout).toContain('Tutto torna.');
  e.butta();
});

test('nell’esportazione non c’è alcun segreto: password, chiavi private, gettoni, segreti sigillati', async () => {
  const contenuto = execFileSync(
    'cat',
    intera.elenco.file.map((f) => join(intera.cartella, f.percorso)),
    { maxBuffer: 1 << 28 },
  ).toString();
  const segreti: [string, string][] = [
    ...Object.entries(COLONNE_RISERVATE).flatMap(([t, c]) =>
      Object.keys(c).map((colonna): [string, string] => [t, colonna]),
    ),
    ['sessione', 'impronta_segreto'],
    ['dispositivo', 'impronta_segreto'],
    ['fattore_totp', 'segreto'],
    ['passkey', 'credenziale'],
    ['recupero_password', 'impronta_segreto'],
    ['password_passata', 'password'],
    ['codice_recupero', 'impronta'],
    ['fornitore_identita', 'segreto'],
  ];
  let cercati = 0;
  for (const [tabella, colonna] of segreti) {
    const { rows } = await sql<{
      v: string;
    }>`SELECT DISTINCT ${sql.ref(colonna)}::text AS v FROM ${sql.table(tabella)} WHERE ${sql.ref(colonna)} IS NOT NULL`.execute(
      tutto,
    );
    for (const { v } of rows) {
      cercati++;
      expect([tabella, colonna, contenuto.includes(v)]).toEqual([tabella, colonna, false]);
    }
  }
  expect(cercati).toBeGreaterThan(5);
  expect(contenuto).not.toMatch(/\$argon2|"v1\.[a-z0-9-]+\.[A-Za-z0-9_-]{20,}|PRIVATE KEY/);
  // A column that looks like a secret is kept back, or said here not to be one.
  const sospette = await inLettura(p.db, p.ente.enteId, tabelleDellEnte);
  const INNOCUE = [
    'registrazione.token',
    'utente.password_da_cambiare',
    'utente.password_cambiata_il',
    'utente.password_iniziale_fino',
  ];
  const esposte = sospette
    .filter((t) => NON_ESPORTATE[t.nome] === undefined)
    .flatMap((t) =>
      t.colonne
        .filter(
          (c) =>
            /segret|password|token|privat|sigill/.test(c) && COLONNE_RISERVATE[t.nome]?.[c] === undefined,
        )
        .map((c) => `${t.nome}.${c}`),
    );
  expect(
    esposte.filter(
      (c) =>
        !INNOCUE.includes(c) && COLONNE_RISERVATE[c.split('.')[0] ?? '']?.[c.split('.')[1] ?? ''] !== null,
    ),
  ).toEqual([]);
});

test('ogni tabella dell’ente è esportata, o si dice perché no; e ciò che si dice esiste', async () => {
  const tabelle = await inLettura(p.db, p.ente.enteId, tabelleDellEnte);
  const nomi = new Set(tabelle.map((t) => t.nome));
  const dette = [NON_ESPORTATE, COLONNE_RISERVATE, ALTROVE, DELL_ANNO].flatMap((x) => Object.keys(x));
  expect([...dette, ...NEI_REGISTRI].filter((t) => !nomi.has(t))).toEqual([]);
  for (const { nome } of await inLettura(p.db, p.ente.enteId, tabelleDeiDati)) {
    const attese = await conta(`SELECT count(*)::int AS n FROM ${nome} t WHERE ${ALTROVE[nome] ?? 'true'}`);
    // The export itself leaves its line in the audit trail.
    const diPiu = nome === 'traccia' ? attese - (intera.elenco.tabelle[nome] ?? 0) : 0;
    expect([nome, righe(intera.cartella, `dati/${nome}.jsonl`).length + diPiu]).toEqual([nome, attese]);
  }
});

test('un’esportazione interrotta riprende da dove era; una cartella che contiene altro non si tocca', async () => {
  const archivio = await openFileSystemStore(join(p.ambiente.dati, 'documenti'));
  const parti = { db: p.db, archivio, metadati: { registrato: metadatiDocumento, sciolto: metadatiSciolto } };
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-ripresa-'));
  const riprendi = () => esporta(parti, esportatore(p), { cartella, anno: null }, () => undefined);
  const presi: string[] = [];
  const cade = {
    ...archivio,
    get: async (key: string) => {
      if (presi.push(key) > 3) throw new Error('corrente mancata');
      return await archivio.get(key);
    },
  };
  await expect(
    esporta({ ...parti, archivio: cade }, esportatore(p), { cartella, anno: null }, () => undefined),
  ).rejects.toThrow('corrente');
  expect(existsSync(join(cartella, 'esportazione.json'))).toBe(false);
  const foglie = statSync(join(cartella, 'registri/PG/foglie.jsonl')).mtimeMs;
  const scritti = readdirSync(join(cartella, 'documenti'), { recursive: true, encoding: 'utf8' }).filter(
    (f) => /[0-9a-f]{64}$/.test(f),
  );
  expect(scritti).toHaveLength(3);
  const prima = scritti.map((f) => statSync(join(cartella, 'documenti', f)).mtimeMs);
  const ripresa = await riprendi();
  expect(statSync(join(cartella, 'registri/PG/foglie.jsonl')).mtimeMs).toBe(foglie);
  expect(scritti.map((f) => statSync(join(cartella, 'documenti', f)).mtimeMs)).toEqual(prima);
  expect(ripresa.difetti).toEqual([]);
  expect(spawnSync(process.execPath, [VERIFICA, cartella], { encoding: 'utf8' }).stdout).toContain(
    'Tutto torna.',
  );

  await expect(esporta(parti, esportatore(p), { cartella, anno: ANNO }, () => undefined)).rejects.toThrow(
    CartellaOccupata,
  );
  const altrui = mkdtempSync(join(tmpdir(), 'tabularium-altrui-'));
  appendFileSync(join(altrui, 'conti.txt'), 'non miei');
  await expect(
    esporta(parti, esportatore(p), { cartella: altrui, anno: null }, () => undefined),
  ).rejects.toThrow(CartellaOccupata);
  expect(readdirSync(altrui)).toEqual(['conti.txt']);
  for (const c of [cartella, altrui]) rmSync(c, { recursive: true });
});

test('un documento mancante o alterato nell’archivio è esportato com’è, detto e trovato', async () => {
  const { rows } = await sql<{
    impronta: string;
  }>`SELECT impronta FROM registrazione_documento WHERE impronta IS NOT NULL LIMIT 1`.execute(tutto);
  const impronta = rows[0]?.impronta ?? '';
  const file = join(
    p.ambiente.dati,
    'documenti',
    p.ente.enteId,
    impronta.slice(0, 2),
    impronta.slice(2, 4),
    impronta,
  );
  renameSync(file, `${file}.via`);
  const e = await esportaDiProva(p);
  renameSync(`${file}.via`, file);
  expect(e.elenco.difetti).toEqual([{ impronta, difetto: 'mancante' }]);
  const esito = spawnSync(process.execPath, [VERIFICA, e.cartella, '--json'], { encoding: 'utf8' });
  expect(esito.status).toBe(1);
  expect(JSON.parse(esito.stdout)).toMatchObject({ registro: 'PG', campo: 'file', difetto: 'manca' });
  e.butta();
});
