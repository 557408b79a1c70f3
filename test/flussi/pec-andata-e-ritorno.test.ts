import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { avviaLavori } from '../../src/app/jobs.ts';
import { casellaDiProva } from '../support/caselle-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

let p: ProdottoDiProva;
let lavori: { ferma: () => Promise<void> };

beforeAll(async () => {
  p = await prodottoDiProva();
  const superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await superutente.query('UPDATE ente SET dimostrativo = true WHERE id = $1', [p.ente.enteId]);
  await superutente.end();
  await casellaDiProva(p.banca.urlSuperutente, p.ente, { indirizzo: 'protocollo@pec.comune.example' });
  await casellaDiProva(p.banca.urlSuperutente, p.ente, {
    codice: 'SUAP',
    indirizzo: 'suap@pec.comune.example',
    principale: false,
  });
  lavori = await avviaLavori(p.ambiente);
});
afterAll(async () => {
  await lavori.ferma();
  await p.chiudi();
});

type Messaggi = {
  items: { id: string; oggetto: string; stato: string; firma: string; casella: { codice: string } }[];
};
type Invii = { items: { genere: string; destinatari: { indirizzo: string; stato: string }[] }[] };

const messaggio = async (oggetto: string) =>
  (await p.chiama<Messaggi>('operatore', 'GET', '/pec/messaggi?limit=200')).corpo.items.find(
    (m) => m.oggetto === oggetto,
  );

test('chi prova il programma scrive una PEC all’ente dimostrativo, la vede arrivare, e la ricevuta di protocollazione parte, è consegnata e archivia da sé le sue ricevute', async () => {
  const scritta = await p.chiama('tecnico', 'POST', '/dimostrazione/messaggi', {
    corpo: {
      da: 'mara.neri@pec.cittadini.example',
      oggetto: 'Richiesta di occupazione di suolo pubblico',
      testo: 'Chiedo di occupare la piazza il 3 giugno. Mara Neri, via Roma 1, Esempio',
    },
  });
  expect(scritta).toMatchObject({ stato: 202, corpo: { a: 'protocollo@pec.comune.example' } });
  await expect
    .poll(() => messaggio('Richiesta di occupazione di suolo pubblico'), { timeout: 30_000 })
    .toMatchObject({ stato: 'da-esaminare', firma: 'valida', casella: { codice: 'AOO' } });
  const arrivato = await messaggio('Richiesta di occupazione di suolo pubblico');
  const registrata = await p.chiama('operatore', 'POST', `/pec/messaggi/${arrivato?.id}/registrazione`, {
    corpo: {},
  });
  expect(registrata.stato, registrata.testo).toBe(201);
  await expect
    .poll(async () => (await p.chiama<Invii>('operatore', 'GET', '/pec/invii')).corpo.items, {
      timeout: 30_000,
    })
    .toMatchObject([
      {
        genere: 'ricevuta-protocollazione',
        destinatari: [{ indirizzo: 'mara.neri@pec.cittadini.example', stato: 'consegnato' }],
      },
    ]);
  const tornata = await p.chiama<{ items: { tipo: string }[] }>(
    'tecnico',
    'GET',
    '/dimostrazione/posta?indirizzo=mara.neri@pec.cittadini.example',
  );
  expect(tornata.corpo.items.map((v) => v.tipo)).toEqual([
    'posta-certificata',
    'avvenuta-consegna',
    'accettazione',
  ]);
});

test('di un ente che non è dimostrativo non si scrive nulla a nessuno', async () => {
  const superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await superutente.query('UPDATE ente SET dimostrativo = false WHERE id = $1', [p.ente.enteId]);
  await superutente.end();
  const corpo = { da: 'x@pec.cittadini.example', oggetto: 'Prova', testo: 'Prova' };
  expect((await p.chiama('operatore', 'POST', '/dimostrazione/messaggi', { corpo })).stato).toBe(404);
  expect(
    (await p.chiama('operatore', 'GET', '/dimostrazione/posta?indirizzo=x@pec.cittadini.example')).stato,
  ).toBe(404);
});
