import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLettura } from '#platform/db';
import { codiciDelPdf } from '../../test/support/leggi-stampe.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import { difettiPdfA1b, testoDelPdf } from '../../test/support/pdf.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Registrazione } from '#registrazione';
import { misuraTratto, righeRepertorio, volume, VOCI_PER_VOLUME } from './righe-stampa.ts';
import { csvRepertorio } from './stampa-csv.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

const registra = async (oggetto: string, altro: object = {}): Promise<Registrazione> => {
  const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/ORDINANZE/registrazioni', {
    corpo: {
      oggetto,
      supporto: 'analogico',
      analogico: { esemplare: 'originale', unico: false, disponibile: true },
      ...altro,
    },
  });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
};

test('RN-47.3 la stampa del repertorio ha data, classificazione e numero progressivo di ogni documento, senza buchi', async (t) => {
  richiede(t, 'poppler-utils', 'java', 'libpdfbox2', 'libjaxb-api');
  const registrate = [
    await registra('Divieto di sosta in via Verdi', { classificazione: 'VI.3' }),
    await registra('Chiusura delle scuole per neve & ghiaccio'),
    await registra('=SOMMA(A1) ; "oggetto" che un foglio di calcolo prenderebbe per formula'),
  ];
  const annullata = registrate[1];
  const fatto = await p.chiama(
    'rsp',
    'POST',
    `/registri/ORDINANZE/registrazioni/${annullata?.anno}/2/annullamento`,
    {
      corpo: { motivazione: 'Registrata due volte per errore', atto: { numero: '7', data: '2026-01-10' } },
    },
  );
  expect(fatto.stato, fatto.testo).toBeLessThan(300);
  // Three pages' worth, so that a page break too leaves no hole.
  for (let i = 4; i <= 90; i++) await registra(`Ordinanza di prova numero ${i}`);

  const csv = await p.chiama('operatore', 'GET', '/repertori/ORDINANZE/stampa.csv');
  expect(csv.intestazioni['content-type']).toBe('text/csv; charset=utf-8');
  const righe = csv.testo.split('\r\n').slice(1, -1);
  expect(righe.map((r) => Number(r.split(';')[0]))).toEqual(Array.from({ length: 90 }, (_, i) => i + 1));
  const prima = registrate[0];
  expect(righe[0]).toBe(
    `0000001;${prima?.anno};${prima?.dataRegistrazione};VI.3;Divieto di sosta in via Verdi;valida`,
  );
  expect(righe[1]?.endsWith(';annullata')).toBe(true);
  expect(righe[2]).toContain(`"'=SOMMA(A1) ; ""oggetto"" che`);

  const pdf = await p.chiama('operatore', 'GET', '/repertori/ORDINANZE/stampa.pdf');
  expect(pdf.stato, pdf.stato === 200 ? '' : pdf.testo).toBe(200);
  expect(difettiPdfA1b(pdf.byte)).toBe('');
  const testo = testoDelPdf(pdf.byte);
  for (const colonna of ['Numero', 'Data', 'Classificazione', 'Oggetto']) expect(testo).toContain(colonna);
  const numeri = [...testo.matchAll(/^\s*(\d{7})\/\d{4}\s+(\d{2}\/\d{2}\/\d{4})\s+(\S+)/gm)];
  expect(numeri.map((m) => Number(m[1]))).toEqual(Array.from({ length: 90 }, (_, i) => i + 1));
  expect([numeri[0]?.[3], numeri[1]?.[3]]).toEqual(['VI.3', '—']);
  expect(testo).toMatch(/neve & ghiaccio \(ANNULLATA\)/);
});

test('segnatura, etichetta, ricevuta e pagina di verifica di un repertorio parlano del repertorio', async (t) => {
  richiede(t, 'poppler-utils', 'zbar-tools');
  const r = await registra('Ordinanza con etichetta');
  const via = `/registri/ORDINANZE/registrazioni/${r.anno}/${Number(r.numero)}`;
  const etichetta = await p.chiama('operatore', 'GET', `${via}/etichetta.pdf`);
  expect(codiciDelPdf(etichetta.byte).join()).toContain(`-ORDINANZE-${r.anno}${r.numero}`);
  const ricevuta = testoDelPdf((await p.chiama('operatore', 'GET', `${via}/ricevuta.pdf`)).byte);
  expect(ricevuta).toContain('Ricevuta di registrazione');
  expect(ricevuta).toContain('nel repertorio «Ordinanze»');
  expect(ricevuta).not.toContain('al protocollo');
  const pagina = await p.chiama(null, 'GET', `//${r.urlVerifica.split('/').slice(3).join('/')}`);
  expect(pagina.testo).toContain('Ordinanze');
});

test('un repertorio lungo si stampa in volumi, che insieme hanno tutti i numeri', async () => {
  const tratto = { registroId: 'x', anno: 2026, primo: 1, ultimo: 2 * VOCI_PER_VOLUME + 1 };
  const volumi = [1, 2, 3, 4].map((n) => volume(tratto, n));
  expect(volumi.map((v) => v && [v.quanti, v.tratto.primo, v.tratto.ultimo])).toEqual([
    [3, 1, VOCI_PER_VOLUME],
    [3, VOCI_PER_VOLUME + 1, 2 * VOCI_PER_VOLUME],
    [3, 2 * VOCI_PER_VOLUME + 1, 2 * VOCI_PER_VOLUME + 1],
    undefined,
  ]);
  expect(volume({ ...tratto, ultimo: 0 }, 1)).toMatchObject({ quanti: 1 });
  expect((await p.chiama('operatore', 'GET', '/repertori/ORDINANZE/stampa.pdf?volume=2')).stato).toBe(422);
});

test('un repertorio vuoto si stampa; chi vede solo il suo ufficio non ha la stampa intera; il buco la ferma', async () => {
  expect((await p.chiama('operatore', 'GET', '/repertori/REVERSALI/stampa.pdf')).stato).toBe(200);
  expect((await p.chiama('consultazione', 'GET', '/repertori/ORDINANZE/stampa.csv')).stato).toBe(403);
  expect((await p.chiama('operatore', 'GET', '/repertori/NESSUNO/stampa.csv')).stato).toBe(404);
  expect((await p.chiama('operatore', 'GET', '/repertori/PG/stampa.csv')).stato).toBe(404);
  const riga = {
    anno: 2026,
    numero: 1,
    istante: new Date(0),
    classificazione: null,
    oggetto: 'a\nb',
    annullata: false,
  };
  const testo: string[] = [];
  for await (const parte of csvRepertorio([riga] as never)) testo.push(parte);
  expect(testo[1]).toContain('"a\nb"');
  const { id } = await inLettura(p.db, p.ente.enteId, (tx) =>
    tx.selectFrom('registro').select('id').where('codice', '=', 'ORDINANZE').executeTakeFirstOrThrow(),
  );
  const tratto = await misuraTratto(p.db, p.ente.enteId, id, null);
  const bucato = (async () => {
    for await (const r of righeRepertorio(p.db, p.ente.enteId, { ...tratto, ultimo: tratto.ultimo + 1 }))
      expect(r.numero).toBeLessThanOrEqual(tratto.ultimo);
  })();
  await expect(bucato).rejects.toThrow(`manca il numero ${tratto.ultimo + 1}`);
});
