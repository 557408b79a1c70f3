import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import type { Aoo, ElencoUnita } from '../organizzazione.schema.ts';
import type { SchedaUnita } from '../unita/unita.schema.ts';
import { trovaSospese, type Posto } from './albero.ts';
import type { EsitoImportazioneOrganigramma as Esito } from './importazione.schema.ts';

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

const giorno = (fra: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(
    new Date(Date.now() + fra * 86_400_000),
  );
const ATTO = 'Deliberazione della Giunta n. 40';

type Opzioni = { dal?: string; chiudiAssenti?: boolean; conferma?: string; chi?: UtenteDiProva };
async function importa(contenuto: string, { chi = 'admin', ...altro }: Opzioni = {}) {
  const { stato, corpo } = await p.chiama<Esito & { codice: string }>(
    chi,
    'POST',
    '/organigramma/importazione',
    { corpo: { contenuto, dal: giorno(0), atto: ATTO, chiudiAssenti: false, ...altro } },
  );
  return { stato, corpo };
}
/** Preview and confirmation, as who is sure of what he saw. */
async function importaDavvero(contenuto: string, opzioni: Opzioni = {}): Promise<Esito> {
  const { corpo: anteprima } = await importa(contenuto, opzioni);
  expect(anteprima.righe.filter((r) => r.esito === 'errore')).toEqual([]);
  const { stato, corpo } = await importa(contenuto, { ...opzioni, conferma: anteprima.impronta });
  expect([stato, corpo.codice]).toEqual([200, undefined]);
  return corpo;
}
const errori = async (contenuto: string, opzioni: Opzioni = {}) =>
  (await importa(contenuto, opzioni)).corpo.righe
    .filter((r) => r.esito === 'errore')
    .map((r) => [r.linea, r.messaggio]);
const unita = async () => (await p.chiama<ElencoUnita>('operatore', 'GET', '/unita')).corpo.items;
const scheda = async (codice: string) =>
  (await p.chiama<SchedaUnita>('operatore', 'GET', `/unita/${codice}`)).corpo;
const esportata = async () => (await p.chiama('operatore', 'GET', '/organigramma/esportazione.csv')).testo;
const tracce = async (operazione: string): Promise<number> => {
  const { rows } = await superutente.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM traccia WHERE operazione = $1',
    [operazione],
  );
  return rows[0]?.n ?? 0;
};

const INTESTAZIONE = 'Codice;Denominazione;Tipo;Padre;UOP;UU;Ufficio protocollo;Ordine;E-mail;Telefono';
/** The offices there are already, as the file of an ente would name them. */
const GIA = [
  'affari-generali;Area Affari generali;area;;no;no;no;0;;',
  'protocollo;Ufficio Protocollo;ufficio;affari-generali;sì;no;sì;0;;',
  'anagrafe;Ufficio Anagrafe;ufficio;affari-generali;sì;no;no;1;;',
  'tecnico;Ufficio Tecnico;servizio;;no;sì;no;1;;',
  'ragioneria;Ufficio Ragioneria;ufficio;;no;no;no;2;;',
];
/** 60 more: 4 Aree, each with 4 Servizi, and 40 offices under these; children before the ones they belong to, as it happens. */
const NUOVE = [
  ...Array.from({ length: 40 }, (_, i) => `uff-${i};Ufficio n. ${i};ufficio;srv-${i % 16};no;sì;no;${i};;`),
  ...Array.from({ length: 16 }, (_, i) => `srv-${i};Servizio n. ${i};servizio;AREA-${i % 4};;x;;;;`),
  ...Array.from(
    { length: 4 },
    (_, i) => `area-${i};Area n. ${i};AREA;;no;no;no;${10 + i};area${i}@comune.example;+39 06 ${i}`,
  ),
];
const csv = (righe: readonly string[]): string => [INTESTAZIONE, ...righe].join('\r\n');

test('ciò che si esporta si reimporta senza che nulla cambi', async () => {
  const { corpo } = await importa(await esportata(), { chiudiAssenti: true });
  expect(corpo).toMatchObject({
    formato: 'organigramma',
    uguali: 5,
    nuove: 0,
    variate: 0,
    chiuse: 0,
    errori: 0,
  });
  expect((await p.chiama(null, 'GET', '/organigramma/esportazione.csv')).stato).toBe(401);
});

test('l’anteprima dice che cosa succederebbe e non scrive nulla; confermata, sessanta uffici si istituiscono insieme', async () => {
  const file = csv([...GIA, ...NUOVE]);
  const { corpo: anteprima } = await importa(file);
  expect(anteprima).toMatchObject({ nuove: 60, uguali: 5, variate: 0, errori: 0, scritta: false });
  expect(anteprima.righe.find((r) => r.codice === 'area-1')).toMatchObject({
    linea: 64,
    esito: 'nuova',
    cambia: expect.arrayContaining([
      { campo: 'telefono', dopo: '+39 06 1' },
      { campo: 'tipo', dopo: 'area' },
    ]) as unknown,
  });
  expect(await unita()).toHaveLength(5);
  expect(await tracce('unita.creata')).toBe(0);
  expect((await importa(file, { conferma: '0'.repeat(64) })).corpo.codice).toBe('importazione.cambiata');

  expect(await importaDavvero(file)).toMatchObject({ nuove: 60, scritta: true });
  const dopo = await unita();
  expect(dopo).toHaveLength(65);
  expect(dopo.find((u) => u.codice === 'srv-3')).toMatchObject({ padre: 'area-3', uu: true, uop: false });
  expect((await scheda('uff-17')).percorso).toEqual(['Area n. 1', 'Servizio n. 1', 'Ufficio n. 17']);
  expect([await tracce('unita.creata'), await tracce('organigramma.importato')]).toEqual([60, 1]);
  // Said again, also with the old confirmation: nothing is left to do.
  const ancora = await importa(file, { conferma: anteprima.impronta });
  expect(ancora.corpo).toMatchObject({ uguali: 65, nuove: 0, scritta: false });
  expect(await tracce('organigramma.importato')).toBe(1);
});

test('lo stesso giorno si corregge: ciò che è diverso varia, ciò che manca si chiude solo se lo si chiede', async () => {
  const { stato } = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ unitaCompetente: 'uff-39' }),
  });
  expect(stato).toBe(201);
  const righe = [...GIA, ...NUOVE.filter((r) => !r.startsWith('uff-39'))].map((r) =>
    r.replace('Servizio n. 5;servizio;AREA-1', 'Servizio Cinque;servizio;area-2'),
  );
  const senza = await importa(csv(righe));
  expect(senza.corpo).toMatchObject({ variate: 1, chiuse: 0, uguali: 63 });
  const { corpo } = await importa(csv(righe), { chiudiAssenti: true });
  expect(corpo.righe.filter((r) => r.esito !== 'uguale')).toEqual([
    {
      linea: expect.any(Number) as number,
      codice: 'srv-5',
      denominazione: 'Servizio Cinque',
      esito: 'variata',
      cambia: [
        { campo: 'denominazione', prima: 'Servizio n. 5', dopo: 'Servizio Cinque' },
        { campo: 'padre', prima: 'area-1', dopo: 'area-2' },
      ],
    },
    { codice: 'uff-39', denominazione: 'Ufficio n. 39', esito: 'chiusa', cambia: [], assegnazioniAperte: 1 },
  ]);
  expect(await importaDavvero(csv(righe), { chiudiAssenti: true })).toMatchObject({ variate: 1, chiuse: 1 });
  expect((await scheda('uff-39')).stato).toMatchObject({ attiva: false });
  expect((await scheda('srv-5')).storia).toHaveLength(1);
  expect(await errori(csv([...GIA, ...NUOVE]))).toEqual([[46, 'È chiusa: un codice chiuso non si riapre.']]);
});

test('se dopo l’anteprima l’organigramma cambia, la conferma è rifiutata', async () => {
  const file = csv(['ragioneria;Ragioneria comunale;ufficio;;;;;;;']);
  const { corpo: vista } = await importa(file, { dal: giorno(30) });
  await p.chiama('rsp', 'POST', '/unita/ragioneria/variazioni', {
    corpo: { dal: giorno(30), atto: ATTO, telefono: '06 5' },
  });
  const { stato, corpo } = await importa(file, { dal: giorno(30), conferma: vista.impronta });
  expect([stato, corpo.codice]).toEqual([409, 'importazione.cambiata']);
  // A column that the file has and leaves empty takes away.
  const { corpo: rivista } = await importa(file, { dal: giorno(30) });
  expect(rivista.righe[0]?.cambia).toContainEqual({ campo: 'telefono', prima: '06 5' });
});

test('di due conferme insieme una scrive, l’altra trova già tutto fatto', async () => {
  const file = csv(['gemello;Ufficio gemello;ufficio;tecnico;;;;;;']);
  const { corpo } = await importa(file);
  const esiti = await Promise.all([1, 2].map(() => importa(file, { conferma: corpo.impronta })));
  expect(esiti.map((e) => [e.stato, e.corpo.scritta, e.corpo.uguali]).sort()).toEqual([
    [200, false, 1],
    [200, true, 0],
  ]);
});

test('ciò che solo la banca dati rifiuterebbe è detto già nell’anteprima', async () => {
  await p.chiama('admin', 'POST', '/unita/anagrafe/variazioni', {
    corpo: { dal: giorno(60), atto: ATTO, denominazione: 'Servizi demografici' },
  });
  const senzaAnagrafe = csv([
    ...GIA.filter((r) => !r.startsWith('anagrafe')),
    ...NUOVE.slice(0, 39),
    ...NUOVE.slice(40),
  ]);
  expect(await errori(senzaAnagrafe, { chiudiAssenti: true })).toEqual([
    [undefined, expect.stringContaining('C’è già una variazione decisa') as string],
  ]);
  expect(await errori(csv(GIA.slice(2)), { chiudiAssenti: true })).toContainEqual([
    undefined,
    expect.stringContaining('È il servizio di protocollo e archivi') as string,
  ]);
  expect((await unita()).some((u) => u.codice === 'anagrafe')).toBe(true);
});

test('con una riga errata non si scrive nulla, e di ciascuna si dice perché', async () => {
  const file = csv([
    'a;Unità A;servizio;b;;;;;;',
    'b;Unità B;servizio;c;;;;;;',
    'c;Unità C;servizio;a;;;;;;',
    'd;Unità D;ufficio;c;;;;;;',
    'buona;Unità buona;ufficio;tecnico;;;;;;',
    'BUONA;Unità doppia;ufficio;;;;;;;',
    'e/../f;Codice strano;ufficio;;;;;;;',
    'g;Unità G;reparto;;;;;;;',
    'h;Unità H;;;;;;;;',
    'i;Unità I;ufficio;nessuna;;;;;;',
    'l;;ufficio;;;;;;;',
    'm;Unità M;ufficio;;no;no;sì;;;',
    'n;Unità N;ufficio;;forse;;;;;',
    'o;Unità O;ufficio;;;;;primo;;',
    'p;Unità P;ufficio;;;;;;non è una casella;',
    'q;Unità Q;ufficio;uff-39;;;;;;',
  ]);
  const { corpo } = await importa(file);
  const perche = Object.fromEntries<string | undefined>(
    corpo.righe.flatMap((r) => (r.esito === 'errore' ? [[r.linea ?? 0, r.messaggio]] : [])),
  );
  expect(perche).toEqual({
    2: 'Starebbe sotto sé stessa: Unità A › Unità B › Unità C › Unità A.',
    3: 'Starebbe sotto sé stessa: Unità B › Unità C › Unità A › Unità B.',
    4: 'Starebbe sotto sé stessa: Unità C › Unità A › Unità B › Unità C.',
    7: 'Il codice è già alla riga 6.',
    8: expect.stringContaining('codice: ') as string,
    9: expect.stringContaining('tipo: ') as string,
    10: expect.stringContaining('tipo: di un’unità nuova') as string,
    11: 'padre: l’unità «nessuna» non esiste.',
    12: expect.stringContaining('denominazione: ') as string,
    13: 'L’Ufficio Protocollo è sempre un’unità di registrazione (UOP).',
    14: 'uop: «forse» non è né sì né no.',
    15: expect.stringContaining('ordine: ') as string,
    16: expect.stringContaining('email: ') as string,
    17: 'padre: «Ufficio n. 39» in quel giorno è chiusa.',
  });
  const confermata = await importa(file, { conferma: corpo.impronta });
  expect(confermata.corpo).toMatchObject({ errori: 14, scritta: false });
  expect((await unita()).some((u) => u.codice === 'buona')).toBe(false);
});

test('i file ostili sono rifiutati in parole, e ciò che somiglia a una formula resta testo', async () => {
  const rifiuto = async (contenuto: string, opzioni: Opzioni = {}) => {
    const { stato, corpo } = await importa(contenuto, opzioni);
    return [stato, corpo.codice];
  };
  expect(await rifiuto(`codice;denominazione\na\0;Ufficio`)).toEqual([422, 'richiesta.testo-non-valido']);
  expect(await rifiuto(`codice;denominazione\na;Citt\ufffd`)).toEqual([422, 'importazione.codifica']);
  expect(await rifiuto('PK\x03\x04\x14')).toEqual([422, 'importazione.codifica']);
  expect(await rifiuto('nome;cognome\nMario;Rossi')).toEqual([422, 'importazione.colonne']);
  expect(await rifiuto('codice;denominazione\n"a;Ufficio')).toEqual([422, 'importazione.illeggibile']);
  expect(await rifiuto(`codice;denominazione\n${'x;y\n'.repeat(2000)}`)).toEqual([
    422,
    'importazione.troppe-righe',
  ]);
  expect((await importa(csv(['x'.repeat(4_300_000)]))).stato).toBe(413);
  expect(await rifiuto(csv(GIA), { dal: giorno(-1) })).toEqual([422, 'unita.decorrenza']);
  expect(await rifiuto(csv(GIA), { chi: 'operatore' })).toEqual([403, 'autorizzazione.negata']);

  const strana = '=HYPERLINK("http://male.example";"clic")';
  await importaDavvero(
    `codice;denominazione;tipo;uu\nformula;"${strana.replaceAll('"', '""')}";ufficio;sì\nhtml;<script>alert(1)</script>;ufficio;`,
  );
  expect((await scheda('formula')).stato).toMatchObject({ denominazione: strana, uu: true });
  const testo = await esportata();
  expect(testo).toContain(`formula;"'=HYPERLINK(""http://male.example"";""clic"")";ufficio`);
  expect(testo).toContain(`;'+39 06 1;`);
  expect((await importa(testo, { chiudiAssenti: true })).corpo).toMatchObject({
    nuove: 0,
    variate: 0,
    chiuse: 0,
  });
});

test('dai dati aperti di IndicePA: gli uffici si riconoscono, prendono il codice univoco e i recapiti; chi sparisce si chiude', async () => {
  const testa =
    '_id,Codice_IPA,Denominazione_ente,Codice_uni_uo,Codice_uni_aoo,Codice_uni_uo_padre,Descrizione_uo,CAP,Indirizzo,Telefono,Mail1,Tipo_Mail1,Mail2,Tipo_Mail2,Colonna_nuova';
  const riga = (
    univoco: string,
    padre: string,
    nome: string,
    altro = ',,,,,,',
    ipa = 'C_PROVA1',
    aoo = 'APROVA1',
  ) => `1,${ipa},Comune di Prova 1,${univoco},${aoo},${padre},${nome},${altro},x`;
  const file = [
    testa,
    riga(
      'TECN01',
      '',
      'UFFICIO TECNICO',
      '00100,"Via Larga, 3",06 99,Tecnico@Pec.Prova1.example,Pec,tecnico@prova1.example,Altro',
    ),
    riga('SUED01', 'TECN01', 'Sportello edilizia', '00100,null,null,non-una-casella,Altro,,'),
    riga('UFXXX1', '', 'Uff_eFatturaPA'),
    riga('ALTRA1', '', 'Ufficio di altra AOO', ',,,,,,', 'c_prova1', 'AALTRA9'),
    riga('ESTERO', '', 'Ufficio di altro Comune', ',,,,,,', 'c_altro'),
  ].join('\n');
  const { corpo } = await importa(file);
  expect(corpo).toMatchObject({
    formato: 'ipa-uo',
    nuove: 1,
    variate: 1,
    saltate: 2,
    errori: 0,
    altriEnti: 1,
  });
  expect(corpo.righe.find((r) => r.codice === 'SUED01')?.messaggio).toContain('non-una-casella');
  await importaDavvero(file);
  expect((await scheda('tecnico')).stato).toMatchObject({
    denominazione: 'UFFICIO TECNICO',
    tipo: 'servizio',
    uu: true,
    codiceUnivoco: 'TECN01',
    indirizzo: 'Via Larga, 3, 00100',
    telefono: '06 99',
    pec: 'tecnico@pec.prova1.example',
    email: 'tecnico@prova1.example',
  });
  expect((await scheda('SUED01')).stato).toMatchObject({ tipo: 'ufficio', padre: 'tecnico', uu: false });
  expect((await importa(file, { chiudiAssenti: true })).corpo).toMatchObject({
    uguali: 2,
    chiuse: 0,
    variate: 0,
  });
  // Gone from IndicePA: only what had a code there is closed, and what it registered stays its own.
  const poi = file
    .split('\n')
    .filter((r) => !r.includes('SUED01'))
    .join('\n');
  expect((await importa(poi)).corpo).toMatchObject({ chiuse: 0 });
  expect(await importaDavvero(poi, { chiudiAssenti: true })).toMatchObject({ chiuse: 1 });
  expect((await importa([testa, riga('X', '', 'Y', ',,,,,,', 'c_altro')].join('\n'))).corpo.codice).toBe(
    'importazione.altro-ente',
  );
});

test('dal file delle AOO di IndicePA cambiano nome, PEC e indirizzo, mai il codice e il responsabile; lo fa l’amministratore', async () => {
  const file = [
    'Codice_IPA;Codice_uni_aoo;Denominazione_aoo;Nome_responsabile;Cognome_responsabile;CAP;Indirizzo;Mail1;Tipo_Mail1;cod_AOO',
    'c_prova1;APROVA1;AOO di Prova;Un;Altro;00100;Via Nuova 2;Nuova@Pec.example;Pec;AOO1',
    'c_altro;AALTRA1;AOO di altri;;;;;;;AOO1',
  ].join('\n');
  expect((await importa(file, { chi: 'rsp' })).corpo.codice).toBe('importazione.aoo-non-ammessa');
  const { corpo } = await importa(file);
  expect(corpo).toMatchObject({ formato: 'ipa-aoo', variate: 1, altriEnti: 1, scritta: false });
  expect(corpo.righe[0]?.cambia.map((c) => c.campo)).toEqual(['denominazione', 'casellaPec', 'indirizzo']);
  expect(await importaDavvero(file)).toMatchObject({ variate: 1, scritta: true });
  expect((await p.chiama<Aoo>('admin', 'GET', '/aoo')).corpo).toEqual({
    codice: 'APROVA1',
    denominazione: 'AOO di Prova',
    responsabile: 'Anna Prova-rsp',
    casellaPec: 'nuova@pec.example',
    indirizzo: 'Via Nuova 2, 00100',
  });
  expect((await importa(file)).corpo).toMatchObject({ uguali: 1, variate: 0 });
  expect((await importa(file.replace('APROVA1', 'AAAAAA1'))).corpo.codice).toBe('importazione.altra-aoo');
});

test('di un albero si trova ciò che resta appeso a nulla, senza ripetere chi gli sta sotto', () => {
  const posto = (padre: string | null, aperta = true): Posto => ({ nome: padre ?? '-', padre, aperta });
  const posti = new Map([
    ['a', posto(null)],
    ['b', posto('A')],
    ['orfana', posto('manca')],
    ['nipote', posto('orfana')],
    ['chiusa', posto(null, false)],
    ['sotto', posto('chiusa')],
    ['x', posto('y')],
    ['y', posto('x')],
    ['z', posto('x')],
    ['sola', posto('sola')],
  ]);
  expect(trovaSospese(posti).map((s) => s.chiave)).toEqual(['orfana', 'sotto', 'x', 'y', 'sola']);
});
