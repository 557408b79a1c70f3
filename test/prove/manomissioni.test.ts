import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oraDiRoma } from '#platform/clock';
import { apriBancaDati, inTransazione, type Db, type Tx } from '#platform/db';
import { chiudiGiorni } from '#registro-giornaliero';
import { chiudiTesta } from '#registro-verificabile';
import { esportaRegistro } from '../../src/esportazione/esporta-registro.ts';
import type { FileElencato } from '../../src/esportazione/scrivi-file.ts';
import { nuovaChiave, scriviExport } from '../support/export-scritto.ts';
import { autoritaDiProva, type AutoritaDiProva } from '../support/marca-di-prova.ts';
import {
  COPERTE,
  NON_TROVABILI,
  perColonna,
  SCOPERTE,
  STRUTTURA,
  type Manomissione,
} from '../support/manomissioni.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from '../support/giornaliero-di-prova.ts';
import { esportaDiProva, partiTeste, riempiDiTutto } from '../support/registro-da-esportare.ts';
import { annota, misura } from './misura.ts';

const VERIFICA = join(import.meta.dirname, '../../verificatore/verifica.mjs');
const RISULTATO = join(import.meta.dirname, '../../docs/manomissioni.md');

type Intatta = Awaited<ReturnType<typeof esportaDiProva>>;
let p: BancoGiornaliero;
let proprietario: Db;
let intatta: Intatta;
let marche: AutoritaDiProva;
const cartella = mkdtempSync(join(tmpdir(), 'tabularium-manomissioni-'));
beforeAll(async () => {
  p = await bancoGiornaliero(oraDiRoma(new Date()));
  const teste = { ...partiTeste(p), vault: p.parti.vault, orologio: p.parti.orologio };
  await riempiDiTutto(p, teste);
  // Two daily registers, one of a day with nothing; then a head that none of them has printed, and a registration after it.
  await p.sposta(oraDiRoma(new Date(Date.now() + 2 * 86_400_000)));
  expect(await chiudiGiorni(p.parti, p.ente.enteId)).toBe(2);
  await chiudiTesta(teste, p.ente.enteId, p.ente.registroId);
  const ultima = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta(),
  });
  expect(ultima.stato, ultima.testo).toBe(201);
  marche = autoritaDiProva();
  proprietario = apriBancaDati(p.banca.urlSuperutente, { ruolo: 'postgres', max: 1 });
  await marcaLeTeste();
  intatta = await esportaDiProva(p);
  await proprietario.transaction().execute(togliVincoli);
}, 120_000);
afterAll(async () => {
  await proprietario.destroy();
  await p.chiudi();
  marche.chiudi();
  intatta.butta();
  rmSync(cartella, { recursive: true, force: true });
  if (dati && misura(false, true)) writeFileSync(RISULTATO, documento(dati));
});

/** Those of today: the others are of days that the authority has not seen yet. */
async function marcaLeTeste(): Promise<void> {
  const { rows } = await sql<{ dimensione: number; testo: string; firma: string }>`
    SELECT dimensione, testo, translate(encode(firma, 'base64'), E'\n', '') AS firma FROM testa WHERE registro_id = ${p.ente.registroId} AND istante < clock_timestamp()`.execute(
    proprietario,
  );
  for (const t of rows) {
    const { marca, istante } = marche.marca(`${t.testo}firma ${t.firma}\n`);
    await sql`INSERT INTO testa_marca (registro_id, dimensione, ente_id, autorita, istante, marca)
      VALUES (${p.ente.registroId}, ${t.dimensione}, ${p.ente.enteId}, 'prova', ${istante}, ${marca})`.execute(
      proprietario,
    );
  }
}

class Annulla extends Error {}
let progressivo = 0;

/** Alters the register as who owns the database would, exports it, and takes everything back. @returns the folder */
async function manomettiEdEsporta(m: Manomissione): Promise<string> {
  const dove = join(cartella, String(++progressivo));
  await inTransazione(proprietario, p.ente.enteId, async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    let alterate = 0n;
    for (const i of m.istruzioni) {
      const istruzione = i
        .replaceAll(
          ':prima',
          `(SELECT id FROM registrazione WHERE registro_id = :r AND numero = 1 ORDER BY anno LIMIT 1)`,
        )
        .replaceAll(':r', `'${p.ente.registroId}'::uuid`);
      const { numAffectedRows } = await sql.raw(istruzione).execute(tx);
      alterate += numAffectedRows ?? 0n;
    }
    if (alterate === 0n && m.istruzioni.length > 0)
      throw new Error(`non altera nulla: ${m.istruzioni.join('; ')}`);
    await sql`SET LOCAL ROLE tabularium_applicazione`.execute(tx);
    await esportaIn(tx, dove);
    throw new Annulla();
  }).catch((errore: unknown) => {
    if (!(errore instanceof Annulla)) throw errore;
  });
  return dove;
}

/** Whoever owns the database drops what stands in the way. */
async function togliVincoli(tx: Tx): Promise<void> {
  const { rows } = await sql<{ tabella: string; nome: string }>`
    SELECT conrelid::regclass::text AS tabella, conname AS nome FROM pg_constraint JOIN pg_class t ON t.oid = conrelid
    WHERE t.relname = ANY (${Object.keys(COPERTE)}) AND contype IN ('c', 'f', 'u', 'p') ORDER BY contype = 'f' DESC`.execute(
    tx,
  );
  for (const { tabella, nome } of rows)
    await sql`ALTER TABLE ${sql.table(tabella)} DROP CONSTRAINT IF EXISTS ${sql.id(nome)} CASCADE`.execute(
      tx,
    );
  await sql`DROP INDEX registrazione_documento_principale`.execute(tx);
}

async function esportaIn(tx: Tx, dove: string): Promise<void> {
  const file: FileElencato[] = [];
  mkdirSync(dove);
  symlinkSync(join(intatta.cartella, 'documenti'), join(dove, 'documenti'));
  const registri = await tx
    .selectFrom('registro')
    .select(['id', 'codice', 'denominazione', 'tipo'])
    .where((e) => e.or([e('id', '=', p.ente.registroId), e('dei_giornalieri', '=', true)]))
    .execute();
  const esportati = [];
  for (const r of registri)
    esportati.push(
      await esportaRegistro(
        { tx, cartella: dove, anno: null, metadati: null, file, fatte: () => undefined },
        r,
      ),
    );
  writeFileSync(
    join(dove, 'esportazione.json'),
    JSON.stringify({ ...intatta.elenco, registri: esportati, file }),
  );
}

type Esito = { codice: number | null; difetti: Record<string, unknown>[]; errore: string };

function verifica(dove: string, ...altro: string[]): Promise<Esito> {
  return new Promise((concluso) => {
    const figlio = spawn(process.execPath, [VERIFICA, dove, '--json', ...altro], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let uscita = '';
    let errore = '';
    figlio.stdout.on('data', (d: Buffer) => (uscita += d.toString()));
    figlio.stderr.on('data', (d: Buffer) => (errore += d.toString()));
    figlio.on('close', (codice) =>
      concluso({
        codice,
        errore,
        difetti: uscita
          .split('\n')
          .filter(Boolean)
          .map((r) => JSON.parse(r) as Record<string, unknown>),
      }),
    );
  });
}

type Colonna = Parameters<typeof perColonna>[0][number];
async function colonne(): Promise<Colonna[]> {
  const { rows } = await sql<Colonna>`
    SELECT c.relname AS tabella, a.attname AS colonna, format_type(a.atttypid, NULL) AS tipo, a.attgenerated <> '' AS generata, NOT a.attnotnull AS nullabile
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (${Object.keys(COPERTE)}) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname, a.attnum`.execute(proprietario);
  return rows;
}

/** In `npm test` some columns and every kind; all of them in `npm run prove`. */
const UNA_OGNI = misura(8, 1);
const righeDelDocumento: string[] = [];
// Tests end in any way: what was found is written only when everything was tried.
let dati: { colonne: number; trovate: number; provate: number } | undefined;

async function prova(
  manomissioni: readonly Manomissione[],
  ...altro: string[]
): Promise<{ m: Manomissione; esito: Esito }[]> {
  const esiti: { m: Manomissione; esito: Esito }[] = [];
  for (let i = 0; i < manomissioni.length; i += 4)
    await Promise.all(
      manomissioni.slice(i, i + 4).map(async (m) => {
        const dove = await manomettiEdEsporta(m).catch((causa: unknown) => {
          throw new Error(m.cosa, { cause: causa });
        });
        esiti.push({ m, esito: await verifica(dove, ...altro) });
        rmSync(dove, { recursive: true });
      }),
    );
  return esiti;
}

const trovata = ({ codice, difetti }: Esito): boolean => codice === 1 && difetti.length > 0;
const riga = ({ m, esito }: { m: Manomissione; esito: Esito }): string => {
  const [d] = esito.difetti;
  return `| ${m.specie} | ${m.cosa} | ${trovata(esito) ? 'trovata' : '**no**'} | ${d ? `${String(d.campo)}: ${String(d.difetto)}`.replaceAll('|', '\\|') : ''} |`;
};

/** `docs/manomissioni.md`: only the whole proof writes it. */
function documento({
  colonne: quante,
  provate,
  trovate: quali,
}: {
  colonne: number;
  provate: number;
  trovate: number;
}): string {
  const scoperte = Object.entries(SCOPERTE).flatMap(([t, c]) =>
    Object.entries(c).map(([colonna, perche]) => `| ${t}.${colonna} | ${perche} |`),
  );
  return `${[
    '# Manomissioni provate',
    '',
    'Scritto da `npm run prove -- manomissioni`. Ogni riga è una manomissione fatta da chi possiede la base di dati, con i trigger spenti e i vincoli tolti;',
    'poi si esporta, e `verificatore/verifica.mjs` deve accorgersene da solo, senza appigli esterni.',
    '',
    `Nella base di dati: **${quali} trovate su ${provate} (${Math.floor((100 * quali) / provate)} %)**, di cui ${quante} per colonna, elencate dal catalogo.`,
    '',
    '| Specie | Manomissione | Esito | Primo difetto detto |',
    '| --- | --- | --- | --- |',
    ...righeDelDocumento,
    '',
    'Chi riscrive le foglie dopo l’ultima testa conosciuta da altri, o ha rubato la chiave dell’ente, può mettere d’accordo tutto. Perciò ogni notte',
    'la testa firmata si stampa sul registro giornaliero e va in conservazione: con `--testa` e `--chiave` si verifica contro quella.',
    '',
    '## Colonne che nessuna foglia copre',
    '',
    '| Colonna | Perché |',
    '| --- | --- |',
    ...scoperte,
  ].join('\n')}\n`;
}

test('senza manomissioni tutto torna, anche le marche temporali con la loro autorità e non con un’altra', async () => {
  const intere = await manomettiEdEsporta({ specie: '', dove: '', cosa: '', istruzioni: [] });
  const ca = join(cartella, 'ca.pem');
  writeFileSync(ca, marche.certificato);
  expect(await verifica(intere, '--ca', ca)).toEqual({ codice: 0, difetti: [], errore: '' });
  const altra = autoritaDiProva();
  writeFileSync(ca, altra.certificato);
  altra.chiudi();
  const esito = await verifica(intere, '--ca', ca);
  expect([esito.codice, esito.difetti.map((d) => d.campo)]).toEqual([1, ['testa.marca', 'testa.marca']]);
});

test('ogni colonna delle tabelle coperte o è manomessa da questa prova, o si dice perché nessuna foglia la copre', async () => {
  const tutte = await colonne();
  const nomi = new Set(tutte.map((c) => `${c.tabella}.${c.colonna}`));
  const dette = Object.entries(SCOPERTE).flatMap(([t, c]) =>
    Object.keys(c).map((colonna) => `${t}.${colonna}`),
  );
  expect(dette.filter((c) => !nomi.has(c))).toEqual([]);
  const provate = new Set(perColonna(tutte).map((m) => m.dove));
  const senza = tutte.filter(
    (c) =>
      !c.generata &&
      SCOPERTE[c.tabella]?.[c.colonna] === undefined &&
      !provate.has(`${c.tabella}.${c.colonna}`),
  );
  expect(senza).toEqual([]);
  expect(Object.keys(COPERTE).filter((t) => !tutte.some((c) => c.tabella === t))).toEqual([]);
});

test('ogni manomissione di ciò che le foglie coprono è trovata, e il verificatore dice dove', async () => {
  const tutte = [...perColonna(await colonne()).filter((_, i) => i % UNA_OGNI === 0), ...STRUTTURA];
  const esiti = await prova(tutte);
  expect(
    esiti
      .filter(({ esito }) => !trovata(esito))
      .map(({ m, esito }) => `${m.dove}: ${m.cosa} ${esito.errore}`),
  ).toEqual([]);
  // Of a register whose code was altered the place is said with the code it now has.
  const senzaDove = esiti.filter(({ m, esito }) =>
    esito.difetti.some(
      (d) =>
        (!['PG', 'RG'].includes(String(d.registro)) && m.dove !== 'registro.codice') ||
        d.campo === undefined ||
        d.difetto === undefined,
    ),
  );
  expect(senzaDove.map(({ m }) => m.cosa)).toEqual([]);
  esiti.sort((a, b) => tutte.indexOf(a.m) - tutte.indexOf(b.m));
  righeDelDocumento.push(...esiti.map(riga));
  dati = {
    colonne: esiti.filter(({ m }) => m.specie === 'colonna alterata').length,
    provate: tutte.length,
    trovate: esiti.filter(({ esito }) => trovata(esito)).length,
  };
  annota(
    `manomissioni della base di dati: trovate ${esiti.filter(({ esito }) => trovata(esito)).length} su ${tutte.length}`,
  );
}, 900_000);

test('di ogni file conservato sono trovati il contenuto alterato, il troncamento e la mancanza', async () => {
  const copia = join(cartella, 'file');
  cpSync(intatta.cartella, copia, { recursive: true });
  const documenti = readdirSync(join(copia, 'documenti'), { recursive: true, encoding: 'utf8' }).filter(
    (f) => f.length > 60,
  );
  const elencati = intatta.elenco.file.filter((f) => f.dimensione > 0).map((f) => f.percorso);
  const file = [...documenti.map((d) => `documenti/${d}`), ...elencati].sort();
  const modi: Record<string, (f: string) => void> = {
    'contenuto alterato': (f) => writeFileSync(f, 'altro contenuto', { flag: 'a' }),
    troncato: (f) => truncateSync(f, 0),
    tolto: (f) => rmSync(f),
  };
  for (const [come, fai] of Object.entries(modi)) {
    for (const nome of file) {
      chmodSync(join(copia, nome), 0o640);
      fai(join(copia, nome));
    }
    const { codice, difetti } = await verifica(copia);
    expect(codice).not.toBe(0);
    const trovati = new Set(difetti.filter((d) => d.registro === undefined).map((d) => d.file));
    // A document that is not there at all is missed by the registration that names it, too.
    const mancanti = new Set(difetti.map((d) => d.file));
    const quali =
      come === 'tolto' ? elencati.every((f) => mancanti.has(f)) : file.every((f) => trovati.has(f));
    expect([come, quali]).toEqual([come, true]);
    righeDelDocumento.push(`| file ${come} | ciascuno di ${file.length} file | trovata | file: impronta |`);
    annota(`file ${come}: trovati ${file.length} su ${file.length}`);
    for (const nome of file) cpSync(join(intatta.cartella, nome), join(copia, nome));
  }
  // Documents alone: the registers can be read, and say which registration misses each.
  for (const d of documenti) rmSync(join(copia, 'documenti', d));
  const senza = await verifica(copia);
  expect(
    senza.difetti
      .filter((d) => d.campo === 'file' && d.numero !== undefined)
      .map((d) => d.file)
      .sort(),
  ).toEqual(documenti.map((d) => `documenti/${d}`).sort());
});

test('ciò che non si trova è detto, non creduto', async () => {
  const esiti = await prova(NON_TROVABILI);
  expect(esiti.map(({ m, esito }) => [m.cosa, trovata(esito)])).toEqual(
    esiti.map(({ m }) => [m.cosa, false]),
  );
  righeDelDocumento.push(
    '',
    '## Ciò che non si trova',
    '',
    '| Specie | Manomissione | Esito | |',
    '| --- | --- | --- | --- |',
  );
  righeDelDocumento.push(...esiti.map(({ m }) => `| ${m.specie} | ${m.cosa} | non trovata | |`));
  righeDelDocumento.push(
    '| chiave rubata | il registro riscritto per intero e firmato con la chiave vera | non trovata | si trova con `--testa` |',
  );
});

test('con la chiave rubata si riscrive tutto, e lo rivela solo una testa conservata da altri', async () => {
  const chiave = nuovaChiave();
  const testaVera = scriviExport(join(cartella, 'vero'), { quante: 5, chiave });
  const falso = join(cartella, 'falso');
  scriviExport(falso, { quante: 5, chiave, oggetto: (n) => `Altro oggetto ${n}` });
  expect(await verifica(falso)).toEqual({ codice: 0, difetti: [], errore: '' });
  const ancora = join(cartella, 'vera.txt');
  writeFileSync(ancora, testaVera);
  const esito = await verifica(falso, '--testa', ancora);
  expect(esito.difetti).toMatchObject([{ campo: 'testa.radice', ancora }]);
});
