import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type { Elenco, Registrazione, Simile } from './registrazione.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Errore = { codice: string; campi?: { campo: string; messaggio: string }[]; dati?: { numero?: string } };

const manda = <T = Registrazione>(
  corpo: unknown,
  chi: 'operatore' | 'anagrafe' = 'operatore',
  chiave?: string,
) => p.chiama<T>(chi, 'POST', '/registri/PG/registrazioni', { corpo, chiave });

const partenza = (altro: object = {}) => ({
  ...arrivoDiCarta(),
  flusso: 'U',
  mittente: undefined,
  destinatari: [{ tipo: 'PG', denominazione: 'Impresa Verdi s.r.l.' }],
  ...altro,
});
const digitale = (documentoPrincipale: string, altro: object = {}) => ({
  ...arrivoDiCarta(),
  supporto: undefined,
  analogico: undefined,
  documentoPrincipale,
  ...altro,
});
const via = (r: Pick<Registrazione, 'anno' | 'numero'>) =>
  `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`;

test('RN-52.1 arrivo, partenza e interno sono in un solo registro, con una sola numerazione, e si distinguono', async () => {
  const numeri: number[] = [];
  for (const corpo of [arrivoDiCarta(), partenza(), partenza({ flusso: 'I' })]) {
    const r = await manda(corpo);
    expect(r.stato).toBe(201);
    numeri.push(Number(r.corpo.numero));
  }
  expect(numeri).toEqual([numeri[0], (numeri[0] ?? 0) + 1, (numeri[0] ?? 0) + 2]);
  for (const [flusso, sigla] of [
    ['E', 'A'],
    ['U', 'P'],
    ['I', 'I'],
  ] as const) {
    const { items } = (
      await p.chiama<Elenco>('operatore', 'GET', `/registri/PG/registrazioni?flusso=${flusso}`)
    ).corpo;
    expect(new Set(items.map((v) => v.flusso))).toEqual(new Set([flusso]));
    const letta = await p.chiama<Registrazione>(
      'operatore',
      'GET',
      via(items[0] ?? { anno: 0, numero: '0' }),
    );
    expect(letta.corpo.segnatura.endsWith(` - ${sigla}`)).toBe(true);
  }
});

test('RN-3.1 un ente ha una sola AOO, e registrazioni di due uffici prendono dallo stesso contatore', async () => {
  const primo = await manda(arrivoDiCarta(), 'operatore');
  const secondo = await manda(arrivoDiCarta(), 'anagrafe');
  expect(secondo.corpo.unita.codice).not.toBe(primo.corpo.unita.codice);
  expect(Number(secondo.corpo.numero)).toBe(Number(primo.corpo.numero) + 1);
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  try {
    const seconda = client.query(
      `INSERT INTO aoo (ente_id, codice, denominazione, responsabile, casella_pec, indirizzo)
       VALUES ($1, 'ASECOND', 'Seconda AOO', 'Nessuno', 'b@pec.example', 'Via B 2')`,
      [p.ente.enteId],
    );
    await expect(seconda).rejects.toMatchObject({ code: '23505' });
  } finally {
    await client.end();
  }
});

test('RN-52.3-2 un numero identifica un solo documento e un documento ha un solo numero', async () => {
  const id = await p.carica('operatore', 'istanza.pdf', pdfDiProva());
  const prima = await manda(digitale(id));
  expect(prima.stato).toBe(201);
  const seconda = await manda<Errore>(digitale(id));
  expect([seconda.stato, seconda.corpo.codice, seconda.corpo.dati?.numero]).toEqual([
    409,
    'registrazione.documento-gia-registrato',
    prima.corpo.numero,
  ]);
});

test('RN-12.3b un documento già registrato non si unisce a una seconda registrazione, nemmeno come allegato o in gara', async () => {
  const id = await p.carica('operatore', 'perizia.pdf', pdfDiProva());
  expect((await manda(arrivoDiCarta({ allegati: [id] }))).stato).toBe(201);
  expect((await manda<Errore>(arrivoDiCarta({ allegati: [id] }))).corpo.codice).toBe(
    'registrazione.documento-gia-registrato',
  );
  const conteso = await p.carica('operatore', 'conteso.pdf', pdfDiProva());
  const esiti = await Promise.all(
    Array.from({ length: 12 }, () => manda<Errore>(arrivoDiCarta({ allegati: [conteso] }))),
  );
  expect(esiti.filter((e) => e.stato === 201)).toHaveLength(1);
  expect(esiti.filter((e) => e.corpo.codice === 'registrazione.documento-gia-registrato')).toHaveLength(11);
});

test('un numero mandato dal richiedente è sempre rifiutato, e nessuna operazione dà un numero senza registrare', async () => {
  for (const campo of ['numero', 'anno', 'numeroRegistrazione', 'segnatura', 'id']) {
    const r = await manda<Errore>({ ...arrivoDiCarta(), [campo]: 42 });
    expect([campo, r.stato, r.corpo.campi?.[0]?.campo]).toEqual([campo, 422, campo]);
  }
  const { corpo } = await p.chiama<{ paths: Record<string, Record<string, { requestBody?: unknown }>> }>(
    null,
    'GET',
    '/openapi.json',
  );
  const sospette = Object.entries(corpo.paths).flatMap(([percorso, operazioni]) =>
    Object.values(operazioni)
      .filter(
        (o) =>
          /"(numeroRegistrazione|prenota\w*|riserva(?!t)\w*)"/i.test(JSON.stringify(o.requestBody ?? '')) ||
          /prenot|riserv/i.test(percorso),
      )
      .map(() => percorso),
  );
  expect(sospette).toEqual([]);
});

test('RN-28.2 non si prenota un numero: senza file e senza cartaceo disponibile la registrazione è rifiutata', async () => {
  const nudo = { ...arrivoDiCarta(), supporto: undefined, analogico: undefined };
  const prima = await manda(arrivoDiCarta());
  expect((await manda<Errore>(nudo)).corpo.codice).toBe('registrazione.documento-mancante');
  expect((await manda<Errore>({ ...nudo, supporto: 'analogico' })).corpo.codice).toBe(
    'registrazione.analogico-da-descrivere',
  );
  const assente = await manda<Errore>(
    arrivoDiCarta({ analogico: { esemplare: 'originale', unico: true, disponibile: false } }),
  );
  expect(assente.corpo.codice).toBe('registrazione.cartaceo-non-disponibile');
  const dopo = await manda(arrivoDiCarta());
  expect(Number(dopo.corpo.numero)).toBe(Number(prima.corpo.numero) + 1);
});

test('RN-52.5 lo stesso documento non si registra due volte; stessa impronta o stesso protocollo del mittente sono detti prima', async () => {
  const byte = pdfDiProva('Fattura');
  const id = await p.carica('operatore', 'fattura.pdf', byte);
  const protocolloMittente = { numero: `AB/${Date.now()}`, data: '2026-01-15' };
  const r = await manda(digitale(id, { protocolloMittente }));
  expect(r.stato).toBe(201);
  const copia = await p.carica('operatore', 'fattura (copia).pdf', byte);
  const simili = await p.chiama<{ items: Simile[] }>('operatore', 'POST', '/registri/PG/simili', {
    corpo: { protocolloMittente, documenti: [copia] },
  });
  expect(simili.corpo.items.map((s) => [s.numero, s.motivo]).sort()).toEqual([
    [r.corpo.numero, 'stessa-impronta'],
    [r.corpo.numero, 'stesso-protocollo-mittente'],
  ]);
  expect((await manda<Errore>(digitale(id, { protocolloMittente }))).stato).toBe(409);
  // Whether it is the same document only the operator knows: another copy may be registered.
  expect((await manda(digitale(copia, { protocolloMittente }))).stato).toBe(201);
});

test('RN-52.5-2 la risposta ha un numero suo e un collegamento; una registrazione non ha due flussi', async () => {
  const domanda = await manda(arrivoDiCarta());
  const { anno, numero } = domanda.corpo;
  const risposta = await manda(
    partenza({ collegamenti: [{ tipo: 'risposta', anno, numero: Number(numero) }] }),
  );
  expect(Number(risposta.corpo.numero)).toBe(Number(numero) + 1);
  const letta = await p.chiama<Registrazione>('operatore', 'GET', via(domanda.corpo));
  expect(letta.corpo.collegamenti).toMatchObject([
    { tipo: 'risposta', verso: 'da', numero: risposta.corpo.numero },
  ]);
  for (const flusso of [['E', 'U'], 'EU', 'E,U'])
    expect((await manda<Errore>({ ...arrivoDiCarta(), flusso })).stato).toBe(422);
});

test('RN-54.1 senza uno dei dati obbligatori la registrazione è rifiutata, e l’errore dice quale', async () => {
  const casi: [object, string][] = [
    [{ flusso: undefined }, 'flusso'],
    [{ oggetto: undefined }, 'oggetto'],
    [{ oggetto: '' }, 'oggetto'],
    [{ mittente: undefined }, 'mittente'],
    [{ mittente: { tipo: 'PF', nome: 'Maria' } }, 'mittente'],
    [{ supporto: undefined, analogico: undefined }, 'documentoPrincipale'],
  ];
  for (const [difetto, campo] of casi) {
    const r = await manda<Errore>({ ...arrivoDiCarta(), ...difetto });
    expect([r.stato, r.corpo.campi?.[0]?.campo.split('.')[0], campo]).toEqual([422, campo, campo]);
  }
});

test('la stessa Idempotency-Key dà la prima risposta, anche in gara; con un altro corpo è rifiutata', async () => {
  const chiave = crypto.randomUUID();
  const corpo = arrivoDiCarta();
  const esiti = await Promise.all(Array.from({ length: 10 }, () => manda(corpo, 'operatore', chiave)));
  expect(new Set(esiti.map((e) => e.testo)).size).toBe(1);
  expect(
    esiti.every((e) => e.stato === 201 && e.intestazioni.location === esiti[0]?.intestazioni.location),
  ).toBe(true);
  const altro = await manda<Errore>({ ...corpo, oggetto: 'Un altro oggetto del tutto' }, 'operatore', chiave);
  expect([altro.stato, altro.corpo.codice]).toEqual([409, 'registrazione.chiave-riusata']);
  const dopo = await manda(corpo);
  expect(Number(dopo.corpo.numero)).toBe(Number(esiti[0]?.corpo.numero) + 1);
});
