import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cifraPassword } from '#autorizzazioni';
import { esporta, importa, NonImportabile } from '#esportazione';
import { apriBancaDati, type Db } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { chiudiTesta } from '#registro-verificabile';
import { riempiVerificabile } from '../../bench/registro-verificabile.ts';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import { creaApp } from '../../src/app/http.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../support/banca-dati.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { PASSWORD_DI_PROVA } from '../support/ente-di-prova.ts';
import { PROPRIETARIO } from '../support/modelli.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { esportaDiProva, esportatore, partiTeste, riempiDiTutto } from '../support/registro-da-esportare.ts';
import { annota, misura } from './misura.ts';

let p: ProdottoDiProva;
let vuota: BancaDatiDiProva;
const dati = mkdtempSync(join(tmpdir(), 'tabularium-importazione-'));
beforeAll(async () => {
  p = await prodottoDiProva();
  await riempiDiTutto(p, partiTeste(p));
  vuota = await nuovaBancaDati();
});
afterAll(async () => {
  await p.chiudi();
  await vuota.elimina();
  rmSync(dati, { recursive: true, force: true });
});

const VERIFICA = join(import.meta.dirname, '../../verificatore/verifica.mjs');
const verifica = (...argomenti: string[]) =>
  spawnSync(process.execPath, [VERIFICA, ...argomenti], { encoding: 'utf8' });
const letto = (cartella: string, nome: string): string =>
  readFileSync(join(cartella, ...nome.split('/')), 'utf8');

test('importato in un’installazione vuota, un ente ha gli stessi conteggi, le stesse impronte e le stesse teste, e prosegue', async () => {
  const prima = await esportaDiProva(p);
  const db = apriBancaDati(vuota.url, { ruolo: PROPRIETARIO, max: 2 });
  const archivio = await openFileSystemStore(join(dati, 'documenti'));
  const esito = await importa({ db, archivio }, prima.cartella, () => undefined);
  expect(esito.amministratori.map((a) => a.nomeUtente)).toEqual(['admin']);
  await expect(importa({ db, archivio }, prima.cartella, () => undefined)).rejects.toThrow(NonImportabile);
  await db.destroy();

  const applicazione = apriBancaDati(vuota.url);
  const cartella = join(dati, 'di-nuovo');
  const dopo = await esporta(
    { db: applicazione, archivio, metadati: null },
    esportatore(p),
    { cartella, anno: null },
    () => undefined,
  );
  expect(dopo.registri).toEqual(prima.elenco.registri);
  expect(dopo.documenti).toBe(prima.elenco.documenti);
  const { traccia: _dopo, ...altre } = dopo.tabelle;
  const { traccia: _prima, ...attese } = prima.elenco.tabelle;
  expect(altre).toEqual(attese);
  for (const { codice } of dopo.registri)
    for (const nome of [
      'foglie',
      'teste',
      'registrazioni',
      'annullamenti',
      'rettifiche',
      'variazioni',
      'giornalieri',
    ])
      expect(letto(cartella, `registri/${codice}/${nome}.jsonl`), `${codice}/${nome}`).toBe(
        letto(prima.cartella, `registri/${codice}/${nome}.jsonl`),
      );
  const e = verifica(cartella);
  expect(e.stdout + e.stderr).toContain('Tutto torna.');

  // It goes on: next number, next leaf; the heads of before stand, and the new key is trusted from what is printed.
  const ultimo = Math.max(
    ...righe(cartella, 'registri/PG/registrazioni.jsonl').map((r) => r.registrazione.numero),
  );
  const nuova = await registraAltrove(applicazione);
  expect(Number(nuova.numero)).toBe(ultimo + 1);
  const testa = await chiudiTesta({ ...partiTeste(p), db: applicazione }, p.ente.enteId, p.ente.registroId);
  expect(testa.dimensione).toBe((prima.elenco.registri.find((r) => r.codice === 'PG')?.foglie ?? 0) + 2);
  const poi = join(dati, 'poi');
  await esporta(
    { db: applicazione, archivio, metadati: null },
    esportatore(p),
    { cartella: poi, anno: null },
    () => undefined,
  );
  expect(verifica(poi, '--json').stdout.split('\n').filter(Boolean)).toEqual([
    expect.stringContaining('"campo":"chiave.firma"'),
  ]);
  writeFileSync(join(dati, 'chiave'), testa.improntaChiave);
  expect(verifica(poi, '--chiave', join(dati, 'chiave')).stdout).toContain('Tutto torna.');
  await applicazione.destroy();
  prima.butta();
});

test('in misura: le registrazioni di sei anni con le loro teste arrivano tutte, con gli stessi file fino all’ultimo byte', async () => {
  const quante = misura(400, 100_000);
  const sorgente = await prodottoDiProva();
  const altrove = await nuovaBancaDati();
  const qui = await openFileSystemStore(join(sorgente.ambiente.dati, 'documenti'));
  const la = await openFileSystemStore(join(dati, 'documenti-in-misura'));
  await riempiVerificabile(sorgente.banca.urlSuperutente, quante, Math.ceil(quante / 2190));
  for (let n = 1; n <= Math.min(quante, 1000); n++) {
    const deposito = await qui.stage(sorgente.ente.enteId, Readable.from([Buffer.from(String(n % 1000))]), {
      maxBytes: 9,
    });
    await deposito.publish();
  }
  const cronometro = async <T>(azione: () => Promise<T>): Promise<[T, number]> => {
    const inizio = performance.now();
    return [await azione(), (performance.now() - inizio) / 1000];
  };
  const [prima, esportare] = await cronometro(() => esportaDiProva(sorgente));
  const db = apriBancaDati(altrove.url, { ruolo: PROPRIETARIO, max: 2 });
  const [, importare] = await cronometro(() =>
    importa({ db, archivio: la }, prima.cartella, () => undefined),
  );
  // Without statistics the verification at the end takes the square of the time, which only shows with a hundred thousand.
  const { rows } = await sql<{
    stima: number;
  }>`SELECT reltuples::integer AS stima FROM pg_class WHERE relname = 'foglia'`.execute(db);
  expect(rows[0]?.stima).toBeGreaterThanOrEqual(quante);
  await db.destroy();
  const applicazione = apriBancaDati(altrove.url);
  const cartella = join(dati, 'in-misura');
  const parti = { db: applicazione, archivio: la, metadati: null };
  const dopo = await esporta(parti, esportatore(sorgente), { cartella, anno: null }, () => undefined);
  await applicazione.destroy();

  expect(dopo.registri).toEqual(prima.elenco.registri);
  expect(dopo.registri.find((r) => r.codice === 'PG')).toMatchObject({
    registrazioni: quante,
    foglie: quante + 1,
  });
  expect([dopo.documenti, dopo.difetti]).toEqual([prima.elenco.documenti, []]);
  const impronte = (elenco: typeof dopo): [string, string][] =>
    elenco.file.filter((f) => f.percorso.startsWith('registri/')).map((f) => [f.percorso, f.impronta]);
  expect(impronte(dopo)).toEqual(impronte(prima.elenco));
  const [e, verificare] = await cronometro(() => Promise.resolve(verifica(cartella)));
  expect(e.stdout + e.stderr).toContain('Tutto torna.');
  annota(
    `importazione di ${quante} registrazioni: esportare ${esportare.toFixed(1)} s, importare ${importare.toFixed(1)} s, verificare da fuori ${verificare.toFixed(1)} s`,
  );
  prima.butta();
  await altrove.elimina();
  await sorgente.chiudi();
}, 1_800_000);

/** Registers in the other installation, once who administers it has given the operator a password. */
async function registraAltrove(db: Db): Promise<Registrazione> {
  const superutente = new pg.Client(vuota.urlSuperutente);
  await superutente.connect();
  await superutente.query('UPDATE utente SET password = $1 WHERE nome_utente = $2', [
    await cifraPassword(PASSWORD_DI_PROVA),
    'operatore',
  ]);
  await superutente.end();
  const app = await creaApp({ ...p.ambiente, db, url: vuota.url, dati });
  const accesso = await app.inject({
    method: 'POST',
    url: '/api/v1/sessione',
    payload: { utente: 'operatore', password: PASSWORD_DI_PROVA },
  });
  const cookie = String(accesso.headers['set-cookie']).split(';')[0] ?? '';
  const r = await app.inject({
    method: 'POST',
    url: '/api/v1/registri/PG/registrazioni',
    payload: arrivoDiCarta(),
    headers: { cookie },
  });
  expect(r.statusCode, r.body).toBe(201);
  await app.close();
  return r.json<Registrazione>();
}

const righe = (cartella: string, nome: string): { registrazione: { numero: number } }[] =>
  letto(cartella, nome)
    .split('\n')
    .filter(Boolean)
    .map((r) => JSON.parse(r) as { registrazione: { numero: number } });
