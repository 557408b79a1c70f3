import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, inLettura, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { fissaIstante } from '../../test/support/orologio-di-prova.ts';
import { trovaVoce } from './titolario.queries.ts';
import { rotteTitolario } from './titolario.routes.ts';
import type { NodoTitolario, VociTrovate } from './titolario.schema.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let operatore: { cookie: string };
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => rotteTitolario(api, { db }));
  operatore = await entra(app, 'operatore');
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  await banca.elimina();
});

async function cerca(q: string): Promise<VociTrovate['items']> {
  const risposta = await app.inject({ url: '/api/v1/titolario/voci', query: { q }, headers: operatore });
  expect(risposta.statusCode).toBe(200);
  return risposta.json<VociTrovate>().items;
}

test('il titolario in uso si legge come albero, nel suo ordine, con le voci sotto le classi', async () => {
  const risposta = await app.inject({ url: '/api/v1/titolario', headers: operatore });
  const titolario = risposta.json<{ versione: string; livelli: string[]; items: NodoTitolario[] }>();
  expect(titolario).toMatchObject({ versione: '2016-01-01', livelli: ['titolo', 'classe', 'sottoclasse'] });
  const [primo] = titolario.items;
  expect(primo).toMatchObject({ codice: 'I', denominazione: 'Amministrazione generale' });
  expect(primo?.figli.slice(0, 2)).toMatchObject([
    { codice: 'I.1', denominazione: 'Legislazione e circolari esplicative' },
    { codice: 'I.2' },
  ]);
  expect(titolario.items[5]?.codice).toBe('VI');
  expect(primo?.figli[0]?.figli[0]).toMatchObject({
    denominazione: 'Pareri chiesti dal Comune su leggi specifiche',
    tipi: ['fascicolo annuale per attività'],
    usabile: false,
    figli: [],
  });
});

test('una voce si trova dal codice, dalle parole in qualsiasi forma, e da ciò che vi si conserva', async () => {
  expect((await cerca('vi.3'))[0]).toMatchObject({ codice: 'VI.3', denominazione: 'Edilizia privata' });
  expect((await cerca('VI.')).every((v) => v.codice.startsWith('VI.'))).toBe(true);
  expect((await cerca('edilizie private'))[0]?.codice).toBe('VI.3');
  const [edilizia] = await cerca('ediliz priv');
  expect(edilizia?.codice).toBe('VI.3');
  expect(edilizia?.percorso).toMatch(/territorio/i);
  const perVoce = await cerca('pareri leggi specifiche');
  expect(perVoce[0]).toMatchObject({ codice: 'I.1', voce: 'Pareri chiesti dal Comune su leggi specifiche' });
  expect(await cerca('  ')).toEqual([]);
  expect(await cerca('%')).toEqual([]);
});

test('vale la versione in uso oggi a Roma: una futura o finita non si trova', async () => {
  const superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  const nuovo = await superutente.query<{ id: string }>(
    `INSERT INTO titolario (ente_id, versione, livelli) VALUES ($1, 'prossima', '{titolo}') RETURNING id`,
    [ente.enteId],
  );
  const id = nuovo.rows[0]?.id;
  await superutente.query(
    `INSERT INTO voce_titolario (ente_id, titolario_id, livello, codice, numero, denominazione) VALUES ($1, $2, 1, 'ZZ', 1, 'Nuova')`,
    [ente.enteId, id],
  );
  await superutente.query(`UPDATE titolario SET in_uso_al = oggi_a_roma() WHERE versione = '2016-01-01'`);
  await superutente.query(
    `UPDATE titolario SET stato = 'pubblicata', in_uso_dal = oggi_a_roma() + 1 WHERE id = $1`,
    [id],
  );
  const trova = (codice: string) => inLettura(db, ente.enteId, (tx) => trovaVoce(tx, codice));
  expect(await trova('ZZ')).toBeUndefined();
  expect(await trova('VI.3')).toMatchObject({ codice: 'VI.3', denominazione: 'Edilizia privata' });
  await fissaIstante(banca.urlSuperutente, new Date(Date.now() + 86_400_000).toISOString());
  expect(await trova('ZZ')).toMatchObject({ denominazione: 'Nuova' });
  expect(await trova('VI.3')).toBeUndefined();
  await superutente.end();
});
