import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { esporta, importa, NonImportabile } from '#esportazione';
import { apriBancaDati } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { PROPRIETARIO } from '../../../test/support/globale.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import {
  esportaDiProva,
  esportatore,
  partiTeste,
  riempiDiTutto,
} from '../../../test/support/registro-da-esportare.ts';

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

const VERIFICA = join(import.meta.dirname, '../../../verificatore/verifica.mjs');
const verifica = (cartella: string) => spawnSync(process.execPath, [VERIFICA, cartella], { encoding: 'utf8' });
const letto = (cartella: string, nome: string): string => readFileSync(join(cartella, ...nome.split('/')), 'utf8');

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
  const dopo = await esporta({ db: applicazione, archivio, metadati: null }, esportatore(p), { cartella, anno: null }, () => undefined);
  await applicazione.destroy();
  expect(dopo.registri).toEqual(prima.elenco.registri);
  expect(dopo.documenti).toBe(prima.elenco.documenti);
  const { traccia: _dopo, ...altre } = dopo.tabelle;
  const { traccia: _prima, ...attese } = prima.elenco.tabelle;
  expect(altre).toEqual(attese);
  for (const { codice } of dopo.registri)
    for (const nome of ['foglie', 'teste', 'registrazioni', 'annullamenti', 'rettifiche', 'variazioni'])
      expect(letto(cartella, `registri/${codice}/${nome}.jsonl`), `${codice}/${nome}`).toBe(
        letto(prima.cartella, `registri/${codice}/${nome}.jsonl`),
      );
  const e = verifica(cartella);
  expect(e.stdout + e.stderr).toContain('Tutto torna.');
  prima.butta();
});
