import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type {
  Elenco,
  EventoStoria,
  ModificaFacoltativi,
  Registrazione,
  RichiestaRegistrazione,
} from './registrazione.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

type Errore = { codice: string };

async function nuova(
  altro: Partial<RichiestaRegistrazione> = {},
): Promise<{ r: Registrazione; via: string }> {
  const { corpo, stato, testo } = await p.chiama<Registrazione>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    { corpo: arrivoDiCarta(altro) },
  );
  expect(stato, testo).toBe(201);
  return { r: corpo, via: `/registri/PG/registrazioni/${corpo.anno}/${Number(corpo.numero)}` };
}
const leggi = async (via: string) => (await p.chiama<Registrazione>('operatore', 'GET', via)).corpo;
const cambia = (
  via: string,
  corpo: ModificaFacoltativi,
  chi: 'operatore' | 'rsp' | 'anagrafe' = 'operatore',
) =>
  p.chiama<Registrazione & Errore>(chi, 'PATCH', via, {
    corpo,
    intestazioni: { 'content-type': 'application/merge-patch+json' },
  });
const variazioni = async (via: string) =>
  (await p.chiama<{ items: EventoStoria[] }>('operatore', 'GET', `${via}/storia`)).corpo.items.filter(
    (e) => e.tipo === 'variazione',
  );
const trova = async (filtro: string) =>
  (await p.chiama<Elenco>('operatore', 'GET', `/registri/PG/registrazioni?${filtro}`)).corpo.items.map(
    (v) => v.numero,
  );

test('RN-55.1a la classificazione si registra, si cambia dopo e il cambio resta in traccia', async () => {
  const { r, via } = await nuova({ classificazione: 'VII.8' });
  expect(r.classificazione?.codice).toBe('VII.8');
  expect((await cambia(via, { versione: 1, classificazione: 'VI.3' })).corpo.classificazione?.codice).toBe(
    'VI.3',
  );
  expect(await variazioni(via)).toMatchObject([
    {
      campo: 'classificazione',
      prima: { codice: 'VII.8' },
      dopo: { codice: 'VI.3' },
      attore: 'Prova-operatore Anna (operatore)',
    },
  ]);
  expect(await trova('classificazione=VI')).toContain(r.numero);
});

test('RN-55.1b il luogo di provenienza o di destinazione si registra e si cerca', async () => {
  const { r } = await nuova({ luogo: 'Rocca Imperiale (CS)' });
  expect(r.luogo).toBe('Rocca Imperiale (CS)');
  expect(await trova('luogo=imperiale')).toEqual([r.numero]);
  expect(await trova('q=imperiale')).toEqual([r.numero]);
});

test('RN-55.1c il mezzo è uno dell’elenco e si cerca', async () => {
  const { r } = await nuova({ mezzo: 'corriere' });
  expect(await trova('mezzo=corriere')).toEqual([r.numero]);
  const ignoto = await p.chiama<Errore>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ mezzo: 'piccione' }),
  });
  expect([ignoto.stato, ignoto.corpo.codice]).toEqual([422, 'registrazione.mezzo-non-previsto']);
});

test('RN-13.2a posta convenzionale, raccomandata e corriere sono fra i mezzi e restano nella registrazione', async () => {
  const elenco = await p.chiama<{ items: { codice: string; flussi: string[] }[] }>(
    'operatore',
    'GET',
    '/mezzi',
  );
  for (const mezzo of ['posta', 'raccomandata', 'corriere']) {
    expect(elenco.corpo.items.find((m) => m.codice === mezzo)?.flussi).toContain('E');
    const { via } = await nuova({ mezzo });
    expect((await leggi(via)).mezzo).toBe(mezzo);
  }
});

test('RN-13.2c la consegna diretta è un mezzo e dà la ricevuta allo sportello', async () => {
  const { r } = await nuova({ mezzo: 'sportello' });
  const ricevuta = await p.chiama(
    'operatore',
    'GET',
    String((r._links.ricevuta ?? { href: '' }).href).replace('/api/v1', ''),
  );
  expect([ricevuta.stato, ricevuta.intestazioni['content-type']]).toEqual([200, 'application/pdf']);
});

test('telefax e telegramma sono fra i mezzi e restano nella registrazione (parte di RN-13.2b)', async () => {
  for (const mezzo of ['telefax', 'telegramma'])
    expect((await leggi((await nuova({ mezzo })).via)).mezzo).toBe(mezzo);
});

test('RN-55.1d il collegamento a un altro documento si vede da entrambi, con il numero dell’altro', async () => {
  const prima = await nuova();
  const seconda = await nuova({
    collegamenti: [{ tipo: 'integrazione', anno: prima.r.anno, numero: Number(prima.r.numero) }],
  });
  const terza = await nuova();
  const dopo = await p.chiama('operatore', 'POST', `${terza.via}/collegamenti`, {
    corpo: { tipo: 'segue', anno: prima.r.anno, numero: Number(prima.r.numero) },
  });
  expect(dopo.stato).toBe(201);
  expect((await leggi(seconda.via)).collegamenti).toMatchObject([
    { tipo: 'integrazione', verso: 'a', numero: prima.r.numero },
  ]);
  expect((await leggi(prima.via)).collegamenti).toMatchObject([
    { tipo: 'integrazione', verso: 'da', numero: seconda.r.numero },
    { tipo: 'segue', verso: 'da', numero: terza.r.numero },
  ]);
});

test('RN-55.1e gli allegati sono elencati con descrizione e impronta, quelli di carta con la sola descrizione', async () => {
  const id = await p.carica('operatore', 'planimetria.pdf', pdfDiProva());
  const { via } = await nuova({
    allegati: [
      { documento: id, descrizione: 'Planimetria', tipo: 'elaborato tecnico' },
      { descrizione: 'Campione di piastrella' },
    ],
  });
  const { allegati } = await leggi(via);
  expect(allegati).toMatchObject([
    { descrizione: 'Planimetria', tipo: 'elaborato tecnico', nomeFile: 'planimetria.pdf' },
    { descrizione: 'Campione di piastrella' },
  ]);
  expect(allegati[0]?.impronta).toMatch(/^[0-9a-f]{64}$/);
  expect(allegati[1]?.impronta).toBeUndefined();
});

test('i destinatari per conoscenza restano distinti dai principali (parte di RN-55.1f: la spedizione verrà)', async () => {
  const { via } = await nuova({
    destinatari: [{ tipo: 'PAI', denominazione: 'Provincia di Esempio', codiceIpa: 'p_es' }],
    perConoscenza: [{ tipo: 'PG', denominazione: 'Pro Loco' }],
  });
  const r = await leggi(via);
  expect([r.destinatari.map((d) => d.nominativo), r.perConoscenza.map((d) => d.nominativo)]).toEqual([
    ['Provincia di Esempio'],
    ['Pro Loco'],
  ]);
});

test('RN-55.1h il responsabile del procedimento si registra, si cerca e si cambia con traccia', async () => {
  const { r, via } = await nuova({ rpa: 'Geom. Luca Bianchi' });
  expect(await trova('rpa=bianchi')).toEqual([r.numero]);
  await cambia(via, { versione: 1, rpa: 'Arch. Sara Neri' });
  expect(await trova('rpa=neri')).toEqual([r.numero]);
  expect(await variazioni(via)).toMatchObject([
    { campo: 'rpa', prima: 'Geom. Luca Bianchi', dopo: 'Arch. Sara Neri' },
  ]);
});

test('RN-54.1e numero e data del protocollo del mittente sono facoltativi, si conservano e si cercano', async () => {
  const senza = await nuova();
  expect(senza.r.protocolloMittente).toBeUndefined();
  const numero = `MIN/${Date.now()}`;
  const { r, via } = await nuova({ protocolloMittente: { numero, data: '2026-02-28' } });
  expect((await leggi(via)).protocolloMittente).toEqual({ numero, data: '2026-02-28' });
  expect(await trova(`protocolloMittente=${encodeURIComponent(numero)}`)).toEqual([r.numero]);
});

test('RN-55.2 l’operatore corregge un dato facoltativo senza annullare, e restano valore vecchio e nuovo, chi e quando', async () => {
  const { via } = await nuova({ mezzo: 'posta' });
  expect(
    (await cambia(via, { versione: 1, mezzo: 'sportello', note: 'Consegnato a mano' })).corpo,
  ).toMatchObject({ mezzo: 'sportello', versione: 2 });
  const eventi = await variazioni(via);
  expect(eventi).toMatchObject([
    { campo: 'mezzo', prima: 'posta', dopo: 'sportello', attore: 'Prova-operatore Anna (operatore)' },
    { campo: 'note', dopo: 'Consegnato a mano' },
  ]);
  expect(eventi[0]?.istante).toMatch(/[+-]\d\d:\d\d$/);
});

test('ASM-4 assegnazione e classificazione si modificano liberamente, con traccia', async () => {
  const { via } = await nuova();
  const dopo = await cambia(via, { versione: 1, unitaCompetente: 'tecnico', classificazione: 'VI.3' });
  expect(dopo.corpo).toMatchObject({
    unitaCompetente: { codice: 'tecnico' },
    classificazione: { codice: 'VI.3' },
  });
  expect((await cambia(via, { versione: 2, unitaCompetente: null })).corpo.unitaCompetente).toBeUndefined();
  expect((await variazioni(via)).map((e) => e.campo)).toEqual([
    'classificazione',
    'unitaCompetente',
    'unitaCompetente',
  ]);
});

test('RN-2.1i si assegna a un ufficio utente; a un’unità che non lo è, no', async () => {
  const { via } = await nuova({ unitaCompetente: 'tecnico' });
  expect((await leggi(via)).unitaCompetente?.codice).toBe('tecnico');
  const registrando = await p.chiama<Errore>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ unitaCompetente: 'ragioneria' }),
  });
  expect([registrando.stato, registrando.corpo.codice]).toEqual([422, 'registrazione.unita-non-uu']);
  const dopo = await cambia(via, { versione: 1, unitaCompetente: 'ragioneria' });
  expect([dopo.stato, dopo.corpo.codice]).toEqual([422, 'registrazione.unita-non-uu']);
});

test('due persone modificano insieme: la seconda è avvertita e non sovrascrive', async () => {
  const { via } = await nuova();
  const [a, b] = await Promise.all([
    cambia(via, { versione: 1, note: 'Prima mano' }),
    cambia(via, { versione: 1, note: 'Seconda mano' }, 'rsp'),
  ]);
  expect([a.stato, b.stato].sort()).toEqual([200, 409]);
  expect([a, b].find((e) => e.stato === 409)?.corpo.codice).toBe('registrazione.modificata-nel-frattempo');
  expect(await variazioni(via)).toHaveLength(1);
});

test('CORI-2 la registrazione conserva il mittente e la data e ora di presentazione, distinte da quelle di registrazione', async () => {
  const arrivo = new Date(Date.now() - 26 * 3600_000).toISOString();
  const { via } = await nuova({ dataArrivo: arrivo });
  const r = await leggi(via);
  expect(Date.parse(r.dataArrivo ?? '')).toBe(Date.parse(arrivo));
  expect(Date.parse(r.dataRegistrazione)).toBeGreaterThan(Date.parse(arrivo));
  expect(r.mittenti[0]?.nominativo).toBe('Rossi Maria');
  const futura = await p.chiama<Errore>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ dataArrivo: '2099-01-01T10:00:00+01:00' }),
  });
  expect(futura.corpo.codice).toBe('registrazione.arrivo-futuro');
});

test('la ricerca segue le radici italiane, ignora gli accenti e trova l’inizio di una parola', async () => {
  const { r } = await nuova({ oggetto: 'Permesso di costruire per l’ampliamento della città giardino' });
  for (const q of [
    'permessi costruire',
    'citta',
    'CITTÀ giardini',
    'ampliam',
    '"città giardino"',
    'permesso -demolizione',
  ]) {
    expect([q, await trova(`q=${encodeURIComponent(q)}`)]).toEqual([q, [r.numero]]);
  }
  expect(await trova('q=demolizione')).toEqual([]);
});

test('l’elenco va a pagine per cursore, senza salti né ripetizioni', async () => {
  const visti: string[] = [];
  let cursore: string | undefined;
  do {
    const pagina = await p.chiama<Elenco>(
      'operatore',
      'GET',
      `/registri/PG/registrazioni?limit=7${cursore ? `&cursor=${cursore}` : ''}`,
    );
    visti.push(...pagina.corpo.items.map((v) => v.numero));
    cursore = pagina.corpo.cursor;
  } while (cursore);
  const attesi = Array.from({ length: visti.length }, (_, i) => String(visti.length - i).padStart(7, '0'));
  expect(visti).toEqual(attesi);
});
