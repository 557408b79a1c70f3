import { createPublicKey, verify } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orologioDiSistema } from '#platform/clock';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { join } from 'node:path';
import type { Registrazione } from '#registrazione';
import { chiudiTesta, lavoroVerificaRegistro, verificaConsistenza, verificaInclusione } from './index.ts';
import type {
  ElencoChiavi,
  ElencoStati,
  ElencoTeste,
  ProvaConsistenza,
  ProvaInclusione,
  Verifica,
} from './registro-verificabile.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
const anno = new Date().getFullYear();
let registrate: Registrazione[];

beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  registrate = [];
  for (let i = 0; i < 3; i++) registrate.push(await registra());
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

async function registra(corpo: unknown = arrivoDiCarta()): Promise<Registrazione> {
  const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
  expect(r.testo && r.stato).toBe(201);
  return r.corpo;
}
const chiudi = () =>
  chiudiTesta(
    {
      db: p.db,
      vault: openVault(p.ambiente.dati, undefined),
      orologio: orologioDiSistema,
      log: p.ambiente.log,
    },
    p.ente.enteId,
    p.ente.registroId,
  );
const prova = (n: number) =>
  p.chiama<ProvaInclusione>('rsp', 'GET', `/registri/PG/registrazioni/${anno}/${n}/prova`);
const byte = (percorso: string[]): Buffer[] => percorso.map((b) => Buffer.from(b, 'base64'));
const pubblica = (r: Registrazione): string => `//${new URL(r.urlVerifica).pathname.slice(1)}`;

/** What anybody can do with the file: nothing is asked of the server. */
function regge(x: ProvaInclusione): boolean {
  const radice = Buffer.from(x.testa.radice, 'base64');
  const key = createPublicKey({ key: Buffer.from(x.chiave, 'base64'), format: 'der', type: 'spki' });
  return (
    x.testa.testo.split('\n')[2] === String(x.testa.dimensione) &&
    x.testa.testo.split('\n')[3] === x.testa.radice &&
    verify(null, Buffer.from(x.testa.testo), key, Buffer.from(x.testa.firma, 'base64')) &&
    verificaInclusione(
      Buffer.from(x.foglia, 'hex'),
      x.posizione - 1,
      x.testa.dimensione,
      byte(x.percorso),
      radice,
    )
  );
}

test('la risposta della registrazione e la ricevuta portano subito l’impronta della foglia; la prova viene dopo la chiusura', async () => {
  const [r] = registrate as [Registrazione];
  expect(r.foglia).toEqual({ posizione: 1, impronta: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  const letta = await p.chiama<Registrazione>('operatore', 'GET', `/registri/PG/registrazioni/${anno}/1`);
  expect(letta.corpo.foglia).toEqual(r.foglia);
  const { rows } = await superutente.query<{ impronta: string }>(
    `SELECT encode(impronta, 'hex') AS impronta FROM foglia WHERE posizione = 1`,
  );
  expect(rows[0]?.impronta).toBe(r.foglia.impronta);
  expect(await prova(1)).toMatchObject({
    stato: 409,
    corpo: { codice: 'registro-verificabile.non-ancora-firmata' },
  });
  const pagina = await p.chiama(null, 'GET', pubblica(r));
  expect(pagina.testo).toContain(r.foglia.impronta);
  expect(pagina.testo).toContain('Dopo la chiusura del giorno');
  expect((await p.chiama(null, 'GET', `${pubblica(r)}/prova.json`)).stato).toBe(404);
});

test('dopo la chiusura la prova di ciascuna regge da sola, e la pagina pubblica la dà senza nulla di personale', async () => {
  await chiudi();
  for (const [i, r] of registrate.entries()) {
    const { corpo } = await prova(i + 1);
    expect(corpo).toMatchObject({ foglia: r.foglia.impronta, registro: 'PG', ente: p.ente.codiceIpa });
    expect(regge(corpo)).toBe(true);
    expect(regge({ ...corpo, foglia: 'a'.repeat(64) })).toBe(false);
  }
  const [r] = registrate as [Registrazione];
  const pagina = await p.chiama(null, 'GET', pubblica(r));
  expect(pagina.testo).toContain('è nel registro firmato dall’ente');
  const file = await p.chiama<ProvaInclusione>(null, 'GET', `${pubblica(r)}/prova.json`);
  expect(file.intestazioni['content-disposition']).toContain('prova.json');
  expect(file.corpo).toEqual((await prova(1)).corpo);
  for (const personale of [r.oggetto, r.mittenti[0]?.nominativo ?? 'x', 'Prova-operatore'])
    expect(pagina.testo + file.testo).not.toContain(personale);
});

test('fra due teste la prova di consistenza regge, e di teste che non ci sono non c’è', async () => {
  await registra();
  await chiudi();
  const { corpo: elenco } = await p.chiama<ElencoTeste>('rsp', 'GET', '/registri/PG/teste?limite=1');
  const [dopo] = elenco.items;
  const { corpo: altre } = await p.chiama<ElencoTeste>(
    'rsp',
    'GET',
    `/registri/PG/teste?prima=${elenco.prima}`,
  );
  const [prima] = altre.items;
  expect([prima?.dimensione, dopo?.dimensione]).toEqual([4, 5]);
  expect((await p.chiama('rsp', 'GET', '/registri/PG/teste/4')).corpo).toEqual(prima);
  const c = await p.chiama<ProvaConsistenza>('rsp', 'GET', '/registri/PG/consistenza?da=4&a=5');
  const radice = (t?: { radice: string }): Buffer => Buffer.from(t?.radice ?? '', 'base64');
  expect(verificaConsistenza(4, radice(prima), 5, radice(dopo), byte(c.corpo.percorso))).toBe(true);
  for (const percorso of ['/registri/PG/teste/3', '/registri/PG/consistenza?da=5&a=4', '/registri/XX/teste'])
    expect((await p.chiama('rsp', 'GET', percorso)).stato).toBe(404);
  expect((await p.chiama('rsp', 'GET', `/registri/PG/registrazioni/${anno}/999/prova`)).stato).toBe(404);
});

async function verifica(ancheFile = false): Promise<Verifica> {
  const v = await p.chiama<Verifica>('rsp', 'POST', '/registri/PG/verifiche', { corpo: { ancheFile } });
  expect(v.testo && v.stato).toBe(201);
  const ancora = await p.chiama('rsp', 'POST', '/registri/PG/verifiche', { corpo: {} });
  expect(ancora).toMatchObject({ stato: 409, corpo: { codice: 'registro-verificabile.verifica-in-corso' } });
  const archivio = await openFileSystemStore(join(p.ambiente.dati, 'documenti'));
  const parti = { db: p.db, archivio, log: p.ambiente.log };
  await lavoroVerificaRegistro({ enteId: p.ente.enteId, verificaId: v.corpo.id }, parti);
  const { corpo } = await p.chiama<ElencoStati>('admin', 'GET', '/stato-registri');
  return corpo.items[0]?.verifica as Verifica;
}

test('lo stato dice numeri, testa e ultima verifica, e una verifica con difetti li elenca con il loro posto', async () => {
  const file = await p.carica('operatore', 'Domanda.pdf', pdfDiProva());
  await registra({
    ...arrivoDiCarta(),
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: file,
  });
  const sana = await verifica(true);
  expect(sana).toMatchObject({ stato: 'conclusa', esito: { registrazioni: 5, difetti: [], altri: 0 } });
  const { corpo } = await p.chiama<ElencoStati>('rsp', 'GET', '/stato-registri');
  expect(corpo.items[0]).toMatchObject({
    codice: 'PG',
    numeri: { anno, primo: 1, ultimo: 5, quanti: 5, vuoti: 0, ripetuti: 0 },
    testa: { dimensione: 5 },
    foglie: 6,
  });
  await superutente.query('SET session_replication_role = replica');
  await superutente.query(`UPDATE registrazione SET oggetto = 'altro' WHERE numero = 2`);
  await superutente.query(`UPDATE registrazione_documento SET impronta = repeat('a', 64)`);
  await superutente.query('RESET session_replication_role');
  const malata = await verifica(true);
  expect(malata.esito?.difetti).toContainEqual(
    expect.objectContaining({
      codice: 'riga-diversa',
      dove: { registro: 'PG', posizione: 2, anno, numero: 2, tabella: 'registrazione', campo: 'oggetto' },
    }),
  );
  expect(malata.esito?.difetti.map((d) => d.codice)).toContain('file-mancante');
  expect(JSON.stringify(malata)).not.toContain('altro');
  const avvisi = await superutente.query(`SELECT 1 FROM avviso WHERE codice = 'registro.difetti.PG'`);
  expect(avvisi.rows).toHaveLength(1);
});

test('la chiave la sostituisce solo il RSP, il tecnico vede lo stato e non verifica, l’operatore nulla', async () => {
  for (const [chi, metodo, percorso] of [
    ['admin', 'POST', '/chiavi-firma'],
    ['admin', 'POST', '/registri/PG/verifiche'],
    ['operatore', 'GET', '/stato-registri'],
    ['operatore', 'GET', '/chiavi-firma'],
  ] as const)
    expect((await p.chiama(chi, metodo, percorso, metodo === 'POST' ? { corpo: {} } : {})).stato).toBe(403);
  const prima = (await p.chiama<ElencoChiavi>('admin', 'GET', '/chiavi-firma')).corpo.items;
  const { stato, corpo } = await p.chiama<ElencoChiavi>('rsp', 'POST', '/chiavi-firma');
  expect(stato).toBe(201);
  expect(corpo.items.map((k) => k.progressivo)).toEqual([2, 1]);
  expect(corpo.items[1]).toMatchObject({
    impronta: prima[0]?.impronta,
    ritirataIl: expect.any(String) as string,
  });
  expect(JSON.stringify(corpo)).not.toContain('privata');
});
