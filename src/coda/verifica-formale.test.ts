import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Registrazione } from '#registrazione';
import { pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { verificata } from '../../test/support/coda-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { apriDiProva } from '../../test/support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { ElencoCoda, VoceCoda } from './coda.schema.ts';

type Problema = { codice: string };

let p: ProdottoDiProva;
let fascicolo: string;
beforeAll(async () => {
  p = await prodottoDiProva();
  ({ numero: fascicolo } = await apriDiProva(p, 'ragioniere'));
});
afterAll(() => p.chiudi());

const ROSSI = { tipo: 'PF', nome: 'Maria', cognome: 'Rossi', indirizzo: 'via Roma 1, Esempio' };
const corpo = async (dati: object = {}): Promise<Record<string, unknown>> => ({
  flusso: 'U',
  oggetto: 'Risposta alla richiesta di rateizzazione',
  destinatari: [ROSSI],
  classificazione: 'VI.3',
  fascicolo,
  documentoPrincipale: await p.carica('ragioniere', 'risposta.pdf', pdfDiProva()),
  ...verificata('ragioneria'),
  ...dati,
});
const sottoponi = async (dati: object = {}) =>
  await p.chiama<VoceCoda & Problema>('ragioniere', 'POST', '/coda', { corpo: await corpo(dati) });
const inCoda = async (chi: UtenteDiProva): Promise<string[]> =>
  (await p.chiama<ElencoCoda>(chi, 'GET', '/coda?limit=200')).corpo.items.map((v) => v.id);
const registra = (v: VoceCoda) =>
  p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: {
      flusso: 'U',
      oggetto: v.oggetto,
      destinatari: v.richiesta.destinatari,
      classificazione: 'VI.3',
      documentoPrincipale: v.richiesta.documentoPrincipale,
      coda: v.id,
    },
  });
const prossimo = async (): Promise<number> => {
  const v = (await sottoponi()).corpo;
  return Number((await registra(v)).corpo.numero);
};

test('RN-27.1 ciò che un ufficio sottopone per la spedizione, digitale o di carta, è nella coda dell’Ufficio Protocollo e in nessun’altra', async () => {
  const digitale = await sottoponi();
  const diCarta = await sottoponi({
    documentoPrincipale: undefined,
    supporto: 'analogico',
    firma: 'autografa',
    oggetto: 'Lettera di carta al signor Rossi',
  });
  for (const v of [digitale, diCarta]) {
    expect(v.stato, v.testo).toBe(201);
    expect(await inCoda('operatore')).toContain(v.corpo.id);
    // The office sees what it submitted itself, and no other does.
    expect(await inCoda('ragioniere')).toContain(v.corpo.id);
    expect(await inCoda('anagrafe')).not.toContain(v.corpo.id);
    expect((await p.chiama('anagrafe', 'GET', `/coda/${v.corpo.id}`)).stato).toBe(404);
  }
  // There is no other way out: offices do not register.
  const {
    ufficioMittente: _u,
    firma: _f,
    allegatiDichiarati: _a,
    fascicolo: _c,
    ...richiesta
  } = await corpo();
  expect(
    (await p.chiama('ragioniere', 'POST', '/registri/PG/registrazioni', { corpo: richiesta })).stato,
  ).toBe(403);
});

test('RN-27.2 senza una delle cinque cose della verifica formale il documento non si sottopone, e l’errore dice quale', async () => {
  const senza: [string, object][] = [
    ['oggetto', { oggetto: 'Nota' }],
    ['oggetto', { oggetto: 'Richiesta' }],
    ['mittente', { ufficioMittente: undefined }],
    ['mittente', { ufficioMittente: 'anagrafe' }],
    ['destinatario', { destinatari: [] }],
    ['destinatario', { destinatari: [ROSSI, { tipo: 'PG', denominazione: 'Ditta senza recapito' }] }],
    ['firma', { firma: undefined }],
    ['firma', { firma: 'digitale' }],
    ['allegati', { allegatiDichiarati: undefined }],
    ['allegati', { allegatiDichiarati: 2 }],
  ];
  const prima = (await inCoda('operatore')).length;
  for (const [voce, dati] of senza) {
    const r = await sottoponi(dati);
    expect(r, `${voce} ${r.testo}`).toMatchObject({ stato: 422, corpo: { codice: 'coda.verifica-formale' } });
    expect(r.testo).toContain(`"voci":["${voce}"]`);
    expect(r.testo.toLowerCase()).toContain(`"${voce}: `);
  }
  // All of them at once, each by its name.
  const tutte = await sottoponi({
    oggetto: 'Nota',
    ufficioMittente: undefined,
    destinatari: [{ tipo: 'PG', denominazione: 'Ditta' }],
    firma: undefined,
    allegatiDichiarati: 1,
  });
  expect(tutte.testo).toContain('"voci":["oggetto","mittente","destinatario","firma","allegati"]');
  expect(await inCoda('operatore')).toHaveLength(prima);
  const firmato = Buffer.from(
    `${pdfDiProva().toString('latin1')}\n<</Type/Sig/ByteRange [0 10 20 30]>>\nstartxref\n9\n%%EOF`,
    'latin1',
  );
  const digitale = await sottoponi({
    firma: 'digitale',
    documentoPrincipale: await p.carica('ragioniere', 'firmato.pdf', firmato),
  });
  expect(digitale.stato, digitale.testo).toBe(201);
  // By PEC alone, and with the allegati that it names.
  const conPec = await sottoponi({
    destinatari: [{ tipo: 'PG', denominazione: 'Ditta', indirizziDigitali: ['ditta@pec.example'] }],
    allegati: [{ documento: await p.carica('ragioniere', 'allegato.pdf', pdfDiProva('a')) }],
    allegatiDichiarati: 1,
  });
  expect(conPec.stato, conPec.testo).toBe(201);
});

test('RN-27.3 un documento incompleto torna all’ufficio con le osservazioni, senza consumare numeri; completato si sottopone di nuovo e si registra', async () => {
  const numero = await prossimo();
  const v = (await sottoponi()).corpo;
  const rendi = (motivo?: string) =>
    p.chiama('operatore', 'POST', `/coda/${v.id}/restituzione`, { corpo: { motivo } });
  expect((await rendi()).stato).toBe(422);
  expect((await rendi('')).stato).toBe(422);
  expect((await rendi('   ')).stato).toBe(422);
  expect((await rendi('Manca la planimetria citata nel testo')).stato).toBe(200);
  const vista = (await p.chiama<VoceCoda>('ragioniere', 'GET', `/coda/${v.id}`)).corpo;
  expect(vista).toMatchObject({
    stato: 'restituita',
    esito: { motivo: 'Manca la planimetria citata nel testo' },
  });
  expect(await inCoda('operatore')).not.toContain(v.id);
  const ancora = await p.chiama<VoceCoda>('ragioniere', 'POST', '/coda', {
    corpo: {
      ...v.richiesta,
      allegati: [{ documento: await p.carica('ragioniere', 'planimetria.pdf', pdfDiProva('p')) }],
      allegatiDichiarati: 1,
    },
  });
  expect(ancora.stato, ancora.testo).toBe(201);
  const r = await registra(ancora.corpo);
  expect(r.stato, r.testo).toBe(201);
  expect(Number(r.corpo.numero)).toBe(numero + 1);
  expect(r.corpo.segnatura).toContain(r.corpo.numero);
});

test('RN-27.4 il protocollo registra in partenza senza aprire il file, e uno riservato non lo può aprire, né prima né dopo', async () => {
  const contenuto = (id: string | undefined, chi: UtenteDiProva = 'operatore') =>
    p.chiama(chi, 'GET', `/documenti/${id}/contenuto`);
  const v = (await sottoponi({ riservatezza: 'riservato' })).corpo;
  const documento = v.documenti[0]?.id;
  const vista = (await p.chiama<VoceCoda>('operatore', 'GET', `/coda/${v.id}`)).corpo;
  expect(vista).toMatchObject({ apribile: false, azioni: ['registra', 'restituisci'] });
  expect((await contenuto(documento)).stato).toBe(403);
  expect((await contenuto(documento, 'ragioniere')).stato).toBe(200);
  const r = await registra(v);
  expect(r.stato, r.testo).toBe(201);
  expect(r.corpo.riservatezza).toBe('riservato');
  expect([403, 404]).toContain((await contenuto(documento)).stato);
});
