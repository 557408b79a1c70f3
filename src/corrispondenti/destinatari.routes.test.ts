import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva } from '../../test/support/ente-di-prova.ts';
import { rotteDestinatari } from './destinatari.routes.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, rotteDestinatari);
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  await banca.elimina();
});

async function invia(utente: string, contenuto: string, parte = 'file') {
  const modulo = new FormData();
  modulo.set(parte, new Blob([contenuto]), 'elenco.csv');
  const corpo = new Response(modulo);
  return await app.inject({
    method: 'POST',
    url: '/api/v1/destinatari-da-csv',
    headers: { ...(await entra(app, utente)), 'content-type': corpo.headers.get('content-type') ?? '' },
    payload: Buffer.from(await corpo.arrayBuffer()),
  });
}

test('l’elenco caricato torna come destinatari pronti per la registrazione', async () => {
  const risposta = await invia('operatore', 'cognome;nome;importo\nRossi;Anna;10\nBianchi;;20\n');
  expect(risposta.statusCode).toBe(200);
  expect(risposta.json()).toEqual({
    items: [{ tipo: 'PF', cognome: 'Rossi', nome: 'Anna', variabili: { importo: '10' } }],
    totale: 2,
    colonne: ['importo'],
    errori: [{ riga: 3, messaggio: 'Il nome è obbligatorio per una persona fisica.' }],
    avvisi: [],
  });
});

test('senza la parte «file», troppo grande o da chi non registra, è rifiutato', async () => {
  expect((await invia('operatore', 'cognome;nome\na;b', 'altro')).json()).toMatchObject({
    status: 422,
    codice: 'destinatari.file-mancante',
  });
  expect((await invia('operatore', 'x'.repeat(6 * 1024 * 1024))).statusCode).toBe(413);
  expect((await invia('consultazione', 'cognome;nome\na;b')).statusCode).toBe(403);
});
