import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { casellaDiProva } from '../../test/support/caselle-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../../test/support/persone-di-prova.ts';
import { certificata, importaPosta } from '../../test/support/posta-importata.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Contatori } from './scrivania.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
let persone: Record<string, string>;
// Not among those of every test: made below, they sign in like the others.
const [capo, bianchi] = ['capoedilizia', 'bianchi'] as unknown as [UtenteDiProva, UtenteDiProva];

beforeAll(async () => {
  p = await prodottoDiProva();
  await aggiungiAreaTecnica(p.banca.urlSuperutente, p.ente);
  persone = await aggiungiPersone(p.banca.urlSuperutente, p.ente, [
    { nomeUtente: 'capoedilizia', unita: 'edilizia', responsabile: true },
    { nomeUtente: 'bianchi', unita: 'edilizia' },
  ]);
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

async function arrivo(altro: object = {}): Promise<string> {
  const r = await p.chiama<{ numero: string; anno: number }>('rsp', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({
      supporto: 'digitale',
      analogico: undefined,
      documentoPrincipale: await p.carica('rsp', 'istanza.pdf', pdfDiProva()),
      classificazione: 'I.1',
      unitaCompetente: 'edilizia',
      ...altro,
    }),
  });
  expect([r.stato, r.testo]).toEqual([201, r.testo]);
  const { rows } = await superutente.query<{ id: string }>(
    `SELECT a.id FROM assegnazione a JOIN scheda s ON s.registrazione_id = a.registrazione_id
     WHERE s.anno = $1 AND s.numero = $2 AND a.titolo = 'competenza'`,
    [r.corpo.anno, Number(r.corpo.numero)],
  );
  return rows[0]?.id ?? '';
}
const contatori = async (chi: UtenteDiProva): Promise<Record<string, number>> => {
  const r = await p.chiama<Contatori>(chi, 'GET', '/scrivania/contatori');
  expect([r.stato, r.testo]).toEqual([200, r.testo]);
  return Object.fromEntries(r.corpo.code.map((c) => [c.coda, c.quanti]));
};
const fai = async (chi: UtenteDiProva, id: string, comando: string, corpo: object = {}): Promise<void> => {
  const r = await p.chiama(chi, 'POST', `/assegnazioni/${id}/${comando}`, { corpo });
  expect([r.stato, r.testo]).toEqual([200, r.testo]);
};
const FILTRI: Record<string, string> = {
  'da-prendere': 'vista=da-prendere&titolo=competenza',
  mie: 'vista=in-carico&titolo=competenza&mie=true',
  'in-carico': 'vista=in-carico&titolo=competenza',
  'in-scadenza': 'vista=in-scadenza',
  scadute: 'vista=scadute',
  conoscenza: 'vista=da-prendere&titolo=conoscenza',
  'da-smistare': 'vista=da-smistare',
  rinviate: 'vista=rinviate',
  'non-ritirate': 'vista=non-ritirate',
};

test('parte di PISA-9: ciascuno trova sulla scrivania ciò che lo riguarda, contato giusto; ogni contatore è l’elenco che apre', async () => {
  const [uno, due, tre, quattro] = [await arrivo(), await arrivo(), await arrivo(), await arrivo()];
  await arrivo({
    unitaCompetente: undefined,
    assegnazioni: [
      { unita: 'lavori', titolo: 'competenza' },
      { unita: 'edilizia', titolo: 'conoscenza' },
    ],
  });
  await fai(capo, uno, 'conferma');
  await fai(capo, due, 'rinvio', { motivo: 'Compete ai Lavori pubblici' });
  await fai(capo, tre, 'subassegnazione', { persone: [persone.bianchi] });
  await fai(capo, quattro, 'conferma');
  await fai(capo, quattro, 'archiviazione');

  expect(await contatori(capo)).toEqual({
    'da-prendere': 1,
    mie: 0,
    'in-carico': 1,
    'in-scadenza': 0,
    scadute: 0,
    conoscenza: 1,
  });
  expect(await contatori(bianchi)).toMatchObject({ 'da-prendere': 2, 'in-carico': 1, conoscenza: 1 });
  expect(await contatori('rsp')).toMatchObject({ 'da-smistare': 0, rinviate: 1, 'non-ritirate': 0 });
  for (const chi of [capo, bianchi, 'rsp', 'tecnico', 'anagrafe'] as const)
    for (const [coda, quanti] of Object.entries(await contatori(chi))) {
      const elenco = await p.chiama<{ items: unknown[] }>(
        chi,
        'GET',
        `/assegnazioni?${FILTRI[coda]}&limit=500`,
      );
      expect([chi, coda, elenco.corpo.items.length]).toEqual([chi, coda, quanti]);
    }
});

test('chi lavora le caselle trova sulla scrivania quanta PEC attende, e ogni conto è l’elenco che apre; gli altri non sanno nulla', async () => {
  const casella = await casellaDiProva(p.banca.urlSuperutente, p.ente);
  await importaPosta(p, casella, [
    certificata(casella, { da: 'a@pec.example', oggetto: 'Prima', testo: '' }),
    certificata(casella, { da: 'a@pec.example', oggetto: 'Seconda', testo: '' }),
    async () => Buffer.from('\0\u0001\u0002 niente che somigli a un messaggio'),
  ]);
  const posta = async (chi: UtenteDiProva) =>
    (await p.chiama<Contatori>(chi, 'GET', '/scrivania/contatori')).corpo.posta;
  expect(await posta('operatore')).toEqual([
    { stato: 'da-esaminare', quanti: 2, limitato: false },
    { stato: 'quarantena', quanti: 1, limitato: false },
  ]);
  for (const { stato, quanti } of await posta('operatore')) {
    const elenco = await p.chiama<{ items: unknown[] }>('operatore', 'GET', `/pec/messaggi?stato=${stato}`);
    expect([stato, elenco.corpo.items.length]).toEqual([stato, quanti]);
  }
  for (const chi of ['tecnico', 'anagrafe', capo] as const) expect(await posta(chi)).toEqual([]);
});

test('una ricerca del registro si tiene sulla scrivania come contatore, solo propria, e si toglie', async () => {
  const corpo = { nome: 'Istanze', filtri: { flusso: 'E' } };
  const nuovo = await p.chiama<{ id: string }>('rsp', 'POST', '/scrivania/contatori', { corpo });
  expect(nuovo.stato).toBe(201);
  expect((await p.chiama('rsp', 'POST', '/scrivania/contatori', { corpo })).corpo).toMatchObject({
    codice: 'scrivania.nome-usato',
  });
  const miei = await p.chiama<Contatori>('rsp', 'GET', '/scrivania/contatori');
  expect(miei.corpo.salvati).toMatchObject([{ ...corpo, quanti: 5, limitato: false }]);
  expect((await p.chiama<Contatori>('operatore', 'GET', '/scrivania/contatori')).corpo.salvati).toEqual([]);
  const via = `/scrivania/contatori/${nuovo.corpo.id}`;
  expect((await p.chiama('operatore', 'DELETE', via)).stato).toBe(404);
  expect((await p.chiama('rsp', 'DELETE', via)).stato).toBe(204);
  expect((await p.chiama<Contatori>('rsp', 'GET', '/scrivania/contatori')).corpo.salvati).toEqual([]);
});
