import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  apriDiProva,
  registraDiProva,
  type DocumentoDiProva,
} from '../../test/support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Suggerimenti } from './suggerimenti.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const CODICE = 'ZNCLVC80A41H501W';
const zanichelli = { tipo: 'PF', nome: 'Ludovica', cognome: 'Zanichelli', codiceFiscale: CODICE };

async function metti(fascicolo: string, registrazione: DocumentoDiProva): Promise<void> {
  const r = await p.chiama('operatore', 'POST', `/fascicoli/${fascicolo}/documenti`, {
    corpo: { registrazione },
    chiave: randomUUID(),
  });
  expect(r.stato, r.testo).toBe(201);
}
async function proposti(query: Record<string, string>): Promise<Suggerimenti> {
  const r = await p.chiama<Suggerimenti>('operatore', 'GET', `/suggerimenti?${new URLSearchParams(query)}`);
  expect(r.stato).toBe(200);
  return r.corpo;
}
const numeri = (s: Suggerimenti): string[] => s.fascicoli.map((f) => f.numero);

test('si propone il fascicolo degli ultimi documenti dello stesso corrispondente, per quanti ne abbia', async () => {
  const prima = await apriDiProva(p, 'operatore', { oggetto: 'Pratica di dieci anni fa' });
  const adesso = await apriDiProva(p, 'operatore', { oggetto: 'Pratica di quest’anno' });
  await metti(prima.numero, await registraDiProva(p, 'operatore', { mittente: zanichelli }));
  for (let n = 0; n < 5; n++)
    await Promise.all(
      Array.from({ length: 10 }, () => registraDiProva(p, 'operatore', { mittente: zanichelli })),
    );
  await metti(adesso.numero, await registraDiProva(p, 'operatore', { mittente: zanichelli }));
  const s = await proposti({ oggetto: 'Qualcosa che non somiglia a nulla', codiceFiscale: CODICE });
  // Fifty documents came after the one in the other.
  expect(numeri(s)).toEqual([adesso.numero]);
});

test('senza codice fiscale vale il nome; chi non può aprire un fascicolo non lo vede proposto', async () => {
  const bassani = { tipo: 'PF', nome: 'Giorgio', cognome: 'Bassani' };
  const aperto = await apriDiProva(p, 'operatore', { oggetto: 'Passo carrabile' });
  const altrui = await apriDiProva(p, 'operatore', {
    oggetto: 'Accertamento',
    riservatezza: 'riservato',
    uffici: ['protocollo', 'anagrafe'],
  });
  const documento = await registraDiProva(p, 'operatore', { mittente: bassani });
  await metti(aperto.numero, documento);
  await metti(altrui.numero, documento);
  const domanda = { oggetto: 'Qualcosa che non somiglia a nulla', corrispondente: 'Bassani Giorgio' };
  expect(numeri(await proposti(domanda)).toSorted()).toEqual([aperto.numero, altrui.numero].toSorted());
  const r = await p.chiama<Suggerimenti>(
    'ragioniere',
    'GET',
    `/suggerimenti?${new URLSearchParams(domanda)}`,
  );
  expect(numeri(r.corpo)).toEqual([aperto.numero]);
});

test('accanto ai fascicoli sta quanto spesso le ultime proposte erano giuste, da quando sono abbastanza', async () => {
  const annota = (quanti: number, scelto: string) =>
    superutente.query(
      `INSERT INTO suggerimento_esito (ente_id, registrazione_id, campo, proposti, scelto, accettato)
       SELECT r.ente_id, r.id, 'fascicolo', '{1,2,3}', $1, false FROM registrazione r
       WHERE NOT EXISTS (SELECT FROM suggerimento_esito e WHERE e.registrazione_id = r.id) LIMIT $2`,
      [scelto, quanti],
    );
  const domanda = { oggetto: 'Qualcosa che non somiglia a nulla', codiceFiscale: CODICE };
  await annota(5, '1');
  await annota(10, '2');
  await annota(4, '9');
  expect((await proposti(domanda)).modello.fascicoli).toBeUndefined();
  await annota(1, '9');
  expect((await proposti(domanda)).modello.fascicoli).toEqual({ provate: 20, top1: 0.25, top3: 0.75 });
  expect((await proposti({ oggetto: 'Nessun fascicolo da proporre' })).modello.fascicoli).toBeUndefined();
});
