import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { codiceFiscaleDiProva } from '../support/persone-di-prova.ts';
import type { Autorizzazione } from '../../src/persone/autorizzazioni/autorizzazioni.schema.ts';
import type { Richiesta } from '../../src/persone/richieste/richieste.schema.ts';
import type {
  AssenzeUfficio,
  Sostituzione,
  Sostituzioni,
} from '../../src/persone/sostituzioni/sostituzioni.schema.ts';
import type {
  ElencoUtenti,
  EsitoImportazioneUtenti,
  Utente,
} from '../../src/persone/utenti/utenti.schema.ts';
import type { Sessione } from '../../src/autorizzazioni/sessioni/sessione.schema.ts';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';

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

const id = (chi: UtenteDiProva): string => p.ente.utenti[chi].id;
type Metodo = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
async function stato(chi: UtenteDiProva, metodo: Metodo, percorso: string, corpo?: unknown): Promise<number> {
  return (await p.chiama(chi, metodo, percorso, { corpo })).stato;
}
/** Status and code of a refusal. */
async function esito(chi: UtenteDiProva, metodo: Metodo, percorso: string, corpo?: unknown) {
  const r = await p.chiama<{ codice?: string }>(chi, metodo, percorso, { corpo });
  return [r.stato, r.corpo.codice];
}
async function giorno(scarto: number): Promise<string> {
  const { rows } = await superutente.query<{ g: string }>(
    `SELECT ((now() AT TIME ZONE 'Europe/Rome')::date + $1::int)::text AS g`,
    [scarto],
  );
  return rows[0]?.g ?? '';
}
async function concedi(chi: UtenteDiProva, a: string, altro: object = {}): Promise<Autorizzazione> {
  const corpo = { unita: 'protocollo', profilo: 'operatore', motivo: 'Ordine di servizio 12', ...altro };
  const r = await p.chiama<Autorizzazione>(chi, 'POST', `/utenti/${a}/autorizzazioni`, { corpo });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
}
const registra = (chi: UtenteDiProva) =>
  p.chiama<Registrazione>(chi, 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
const agisciPer = (chi: UtenteDiProva, corpo: object) =>
  p.chiama<Sessione & { codice?: string }>(chi, 'PUT', '/sessione/incarico', { corpo });
const operazioni = async (oggetto: string): Promise<string[]> =>
  (
    await superutente.query<{ operazione: string }>(
      'SELECT operazione FROM traccia WHERE oggetto_id = $1 ORDER BY id',
      [oggetto],
    )
  ).rows.map((r) => r.operazione);

// Tax codes of nobody, with the right check character.
let quanti = 0;
const persona = (altro: object = {}) => ({
  nomeUtente: `persona${++quanti}`,
  nome: 'Mario',
  cognome: 'Rossi',
  codiceFiscale: codiceFiscaleDiProva(quanti),
  rapporto: 'dipendente',
  ...altro,
});
async function crea(altro: object = {}): Promise<Utente> {
  const r = await p.chiama<Utente>('admin', 'POST', '/utenti', { corpo: persona(altro) });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
}

beforeEach(async () => {
  // Each test begins with everybody acting for himself.
  await superutente.query('UPDATE sessione SET sostituzione_id = NULL');
});

test('RN-4.3a chi ha la sola consultazione legge e non scrive; il responsabile ne alza il livello, che vale subito e resta tracciato', async () => {
  expect(await stato('consultazione', 'GET', '/registri/PG/registrazioni')).toBe(200);
  expect(await stato('consultazione', 'GET', '/titolario')).toBe(200);
  const scritture = async () => [
    await stato('consultazione', 'POST', '/rubrica', { tipo: 'PG', denominazione: `Impresa ${++quanti}` }),
    await stato('consultazione', 'POST', '/esclusioni', { categoria: 'giornali', descrizione: 'Quotidiano' }),
  ];
  expect(await scritture()).toEqual([403, 403]);
  const incarico = p.ente.utenti.consultazione.incaricoId ?? '';
  const alza = (chi: UtenteDiProva, profilo: string) =>
    p.chiama<Autorizzazione>(chi, 'PATCH', `/autorizzazioni/${incarico}`, {
      corpo: { profilo, motivo: 'Assegnata allo sportello' },
    });
  expect((await alza('admin', 'operatore')).stato).toBe(403);
  expect((await alza('operatore', 'operatore')).stato).toBe(403);
  const alzata = await alza('rsp', 'operatore');
  expect([alzata.stato, alzata.corpo.profilo]).toEqual([200, 'operatore']);
  expect((await scritture())[0]).toBe(201);
  expect((await alza('rsp', 'consultazione')).stato).toBe(200);
  expect(await scritture()).toEqual([403, 403]);
  expect(await operazioni(id('consultazione'))).toEqual(
    expect.arrayContaining(['autorizzazione.modificata', 'autorizzazione.modificata']),
  );
  const { rows } = await superutente.query(
    `SELECT utente_id, dettaglio #>> '{prima,profilo}' AS prima, dettaglio #>> '{dopo,profilo}' AS dopo FROM traccia
     WHERE operazione = 'autorizzazione.modificata' AND oggetto_id = $1 ORDER BY id`,
    [id('consultazione')],
  );
  expect(rows).toEqual([
    { utente_id: id('rsp'), prima: 'consultazione', dopo: 'operatore' },
    { utente_id: id('rsp'), prima: 'operatore', dopo: 'consultazione' },
  ]);
});

test('RN-72.1 l’ufficio chiede, il responsabile decide, il profilo è attivo; revocato, non vale più subito; tutto è tracciato', async () => {
  const chiesta = await p.chiama<Richiesta>('tecnico', 'POST', '/richieste-autorizzazione', {
    corpo: {
      tipo: 'nuova',
      utente: id('nuovo'),
      unita: 'tecnico',
      profilo: 'operatore',
      responsabileUnita: false,
      accesso: 'contenuto',
      motivo: 'Sostituisce Bianchi in maternità',
    },
  });
  expect(chiesta.stato, chiesta.testo).toBe(201);
  expect(chiesta.corpo).toMatchObject({ stato: 'in-attesa', chiestaPer: 'Ufficio Tecnico' });
  expect(await stato('nuovo', 'GET', '/registri/PG/registrazioni')).toBe(403);
  const attendono = async (chi: UtenteDiProva, dove = '') =>
    (await p.chiama<{ inAttesa: number }>(chi, 'GET', `/richieste-autorizzazione${dove}?stato=decise`)).corpo
      .inAttesa;
  expect([await attendono('tecnico'), await attendono('rsp', '/tutte')]).toEqual([1, 1]);
  const via = `/richieste-autorizzazione/${chiesta.corpo.id}/decisione`;
  for (const chi of ['tecnico', 'admin', 'operatore', 'anagrafe'] as const)
    expect([chi, await stato(chi, 'POST', via, { esito: 'accolta' })]).toEqual([chi, 403]);
  const decisa = await p.chiama<Richiesta>('rsp', 'POST', via, { corpo: { esito: 'accolta' } });
  expect([decisa.stato, decisa.corpo.stato]).toEqual([200, 'accolta']);
  expect(await esito('rsp', 'POST', via, { esito: 'respinta', motivo: 'Ripensamento' })).toEqual([
    409,
    'richiesta-autorizzazione.gia-decisa',
  ]);

  const { items } = (
    await p.chiama<{ items: Autorizzazione[] }>('rsp', 'GET', `/utenti/${id('nuovo')}/autorizzazioni`)
  ).corpo;
  const incarico = items[0]?.id ?? '';
  expect((await agisciPer('nuovo', { incarico })).stato).toBe(200);
  expect(await stato('nuovo', 'GET', '/registri/PG/registrazioni')).toBe(200);

  const revoca = await p.chiama<Richiesta>('tecnico', 'POST', '/richieste-autorizzazione', {
    corpo: { tipo: 'revoca', autorizzazione: incarico, motivo: 'Bianchi è rientrata' },
  });
  expect(revoca.stato, revoca.testo).toBe(201);
  expect(await stato('nuovo', 'GET', '/registri/PG/registrazioni')).toBe(200);
  expect(
    await stato('rsp', 'POST', `/richieste-autorizzazione/${revoca.corpo.id}/decisione`, {
      esito: 'accolta',
    }),
  ).toBe(200);
  // The same session, at its next call.
  expect(await stato('nuovo', 'GET', '/registri/PG/registrazioni')).toBe(403);
  expect((await agisciPer('nuovo', { incarico })).corpo.codice).toBe('sessione.incarico-altrui');
  expect((await operazioni(id('nuovo'))).filter((o) => o.includes('autorizzazione'))).toEqual([
    'richiesta-autorizzazione.presentata',
    'autorizzazione.concessa',
    'richiesta-autorizzazione.accolta',
    'richiesta-autorizzazione.presentata',
    'autorizzazione.revocata',
    'richiesta-autorizzazione.accolta',
  ]);
  const avvisi = await superutente.query<{ n: string }>(
    `SELECT count(*) AS n FROM comunicazione c JOIN comunicazione_destinatario d ON d.comunicazione_id = c.id
     WHERE c.tipo = 'autorizzazione.richiesta' AND d.utente_id = $1`,
    [id('rsp')],
  );
  expect(Number(avvisi.rows[0]?.n)).toBe(2);
});

test('una richiesta respinta dice perché e non cambia nulla; chi l’ha fatta può ritirarla finché attende; per altri uffici non si chiede', async () => {
  const corpo = {
    tipo: 'nuova',
    utente: id('nuovo'),
    unita: 'tecnico',
    profilo: 'consultazione',
    responsabileUnita: false,
    accesso: 'estremi',
    motivo: 'Serve per le pratiche edilizie',
  };
  const chiedi = async () =>
    (await p.chiama<Richiesta>('tecnico', 'POST', '/richieste-autorizzazione', { corpo })).corpo;
  const via = async () => `/richieste-autorizzazione/${(await chiedi()).id}`;
  const respinta = await via();
  expect(await stato('rsp', 'POST', `${respinta}/decisione`, { esito: 'respinta' })).toBe(422);
  const r = await p.chiama<Richiesta>('rsp', 'POST', `${respinta}/decisione`, {
    corpo: { esito: 'respinta', motivo: 'Non è ancora incaricato' },
  });
  expect(r.corpo).toMatchObject({ stato: 'respinta', decisione: 'Non è ancora incaricato' });
  const ritirata = await via();
  expect(await stato('rsp', 'POST', `${ritirata}/ritiro`)).toBe(404);
  expect(await stato('tecnico', 'POST', `${ritirata}/ritiro`)).toBe(200);
  expect(await stato('rsp', 'POST', `${ritirata}/decisione`, { esito: 'accolta' })).toBe(409);
  expect(await stato('nuovo', 'GET', '/registri/PG/registrazioni')).toBe(403);
  expect(
    await esito('tecnico', 'POST', '/richieste-autorizzazione', { ...corpo, unita: 'protocollo' }),
  ).toEqual([403, 'richiesta-autorizzazione.altro-ufficio']);
  expect(await stato('operatore', 'POST', '/richieste-autorizzazione', corpo)).toBe(403);
  await expect(
    superutente.query(`UPDATE richiesta_autorizzazione SET stato = 'accolta' WHERE stato = 'respinta'`),
  ).rejects.toMatchObject({ code: 'TB001' });
});

test('RN-72.1-2 di ogni autorizzazione restano concessione, modifica, revoca, le date e chi ha deciso, e nessuno le cancella', async () => {
  const u = await crea();
  const a = await concedi('rsp', u.id, { profilo: 'consultazione', al: await giorno(30) });
  await p.chiama('rsp', 'PATCH', `/autorizzazioni/${a.id}`, {
    corpo: { accesso: 'estremi', al: null, motivo: 'Proroga' },
  });
  await p.chiama('rsp', 'POST', `/autorizzazioni/${a.id}/revoca`, { corpo: { motivo: 'Trasferita' } });
  const { items } = (
    await p.chiama<{ items: Autorizzazione[] }>('admin', 'GET', `/utenti/${u.id}/autorizzazioni`)
  ).corpo;
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ stato: 'revocata', dal: await giorno(0) });
  expect(items[0]?.storia.map((s) => [s.fatto, s.decisaDa, s.motivo, s.accesso, s.al])).toEqual([
    ['concessa', 'Prova-rsp Anna (rsp)', 'Ordine di servizio 12', 'contenuto', await giorno(30)],
    ['modificata', 'Prova-rsp Anna (rsp)', 'Proroga', 'estremi', undefined],
    ['revocata', 'Prova-rsp Anna (rsp)', 'Trasferita', 'estremi', undefined],
  ]);
  const istanti = items[0]?.storia.map((s) => Date.parse(s.istante)) ?? [];
  expect(istanti).toEqual([...istanti].sort((x, y) => x - y));
  for (const comando of [
    `DELETE FROM autorizzazione WHERE id = '${a.id}'`,
    `UPDATE autorizzazione SET revocata_il = NULL WHERE id = '${a.id}'`,
    `UPDATE storia_autorizzazione SET motivo = 'altro' WHERE autorizzazione_id = '${a.id}'`,
    `DELETE FROM storia_autorizzazione WHERE autorizzazione_id = '${a.id}'`,
  ])
    await expect(superutente.query(comando)).rejects.toMatchObject({ code: 'TB001' });
});

test('un’autorizzazione vale dal primo all’ultimo giorno, e due uguali non stanno nello stesso periodo, nemmeno in gara', async () => {
  const u = await crea();
  const futura = await concedi('rsp', u.id, { dal: await giorno(2), al: await giorno(9) });
  expect(futura.stato).toBe('futura');
  const oggi = await concedi('rsp', u.id, { al: await giorno(1) });
  expect(oggi.stato).toBe('in-vigore');
  const corpo = { unita: 'protocollo', profilo: 'operatore', motivo: 'Ancora', dal: await giorno(5) };
  expect(await esito('rsp', 'POST', `/utenti/${u.id}/autorizzazioni`, corpo)).toEqual([
    409,
    'autorizzazione.gia-concessa',
  ]);
  expect(
    await esito('rsp', 'POST', `/utenti/${u.id}/autorizzazioni`, { ...corpo, dal: await giorno(-1) }),
  ).toEqual([422, 'periodo.passato']);
  const gara = await Promise.all(
    Array.from({ length: 6 }, async (_, i) =>
      stato('rsp', 'POST', `/utenti/${u.id}/autorizzazioni`, {
        ...corpo,
        profilo: 'consultazione',
        motivo: `Gara ${i}`,
      }),
    ),
  );
  expect(gara.sort()).toEqual([201, 409, 409, 409, 409, 409]);
  const in_vigore = async () =>
    (await superutente.query('SELECT profilo FROM incarico WHERE utente_id = $1', [u.id])).rows.map(
      (r: { profilo: string }) => r.profilo,
    );
  expect(await in_vigore()).toEqual(['operatore']);
  // As if two days had passed.
  await superutente.query(
    `UPDATE autorizzazione SET dal = dal - 2, al = al - 2 WHERE utente_id = $1 AND profilo = 'operatore' AND dal = $2`,
    [u.id, await giorno(0)],
  );
  expect(await in_vigore()).toEqual([]);
});

test('l’amministratore crea gli utenti ma non si dà poteri sul registro; il responsabile non nomina amministratori', async () => {
  const dare = (chi: UtenteDiProva, a: string, profilo: string) =>
    esito(chi, 'POST', `/utenti/${a}/autorizzazioni`, {
      unita: 'protocollo',
      profilo,
      motivo: 'Mi servirebbe',
    });
  for (const profilo of ['responsabile', 'operatore', 'consultazione'])
    for (const a of [id('admin'), id('nuovo')])
      expect(await dare('admin', a, profilo)).toEqual([403, 'autorizzazione.non-di-competenza']);
  expect(await dare('rsp', id('nuovo'), 'amministratore')).toEqual([403, 'autorizzazione.non-di-competenza']);
  const u = await crea();
  const secondo = await concedi('admin', u.id, { unita: 'ragioneria', profilo: 'amministratore' });
  // The other two powers that must not run out, even when two go at once.
  const incaricoAdmin = p.ente.utenti.admin.incaricoId ?? '';
  const revoche = await Promise.all(
    [incaricoAdmin, secondo.id].map((a) =>
      esito('admin', 'POST', `/autorizzazioni/${a}/revoca`, { motivo: 'Via tutti' }),
    ),
  );
  expect(revoche.filter(([s]) => s === 200)).toHaveLength(1);
  const { rows } = await superutente.query<{ n: string }>(
    `SELECT count(*) AS n FROM incarico WHERE profilo = 'amministratore'`,
  );
  expect(Number(rows[0]?.n)).toBe(1);
  if (revoche[0]?.[0] === 200)
    await superutente.query(
      `INSERT INTO incarico (ente_id, utente_id, unita_id, profilo) VALUES ($1, $2, $3, 'amministratore')`,
      [p.ente.enteId, id('admin'), p.ente.unita.ragioneria.id],
    );
  await superutente.query(
    `UPDATE sessione SET incarico_id = (SELECT i.id FROM incarico i WHERE i.utente_id = $1) WHERE utente_id = $1`,
    [id('admin')],
  );
  expect(
    await esito('rsp', 'POST', `/autorizzazioni/${p.ente.utenti.rsp.incaricoId}/revoca`, {
      motivo: 'Mi dimetto',
    }),
  ).toEqual([409, 'autorizzazione.ultima']);
});

test('due utenti attivi per la stessa persona sono rifiutati, anche in gara; disattivato il primo, il secondo si crea (parte di RN-11.5)', async () => {
  const codiceFiscale = codiceFiscaleDiProva(700);
  const primo = await crea({ codiceFiscale });
  expect(
    await esito('admin', 'POST', '/utenti', persona({ codiceFiscale: codiceFiscale.toLowerCase() })),
  ).toEqual([409, 'utente.persona-gia-attiva']);
  expect(await esito('admin', 'POST', '/utenti', { ...persona(), nomeUtente: primo.nomeUtente })).toEqual([
    409,
    'utente.nome-usato',
  ]);
  expect(await esito('admin', 'POST', '/utenti', persona({ codiceFiscale: 'RSSMRA85T10A562X' }))).toEqual([
    422,
    'utente.codice-fiscale',
  ]);
  const altro = codiceFiscaleDiProva(701);
  const gara = await Promise.all(
    Array.from({ length: 5 }, () => stato('admin', 'POST', '/utenti', persona({ codiceFiscale: altro }))),
  );
  expect(gara.sort()).toEqual([201, 409, 409, 409, 409]);
  expect(await stato('admin', 'POST', `/utenti/${primo.id}/disattivazione`, { motivo: 'In pensione' })).toBe(
    200,
  );
  await crea({ codiceFiscale });
  expect(await esito('admin', 'POST', `/utenti/${primo.id}/riattivazione`, { motivo: 'È tornato' })).toEqual([
    409,
    'utente.persona-gia-attiva',
  ]);
  await expect(superutente.query(`DELETE FROM utente WHERE id = '${primo.id}'`)).rejects.toMatchObject({
    code: 'TB001',
  });
});

test('disattivato un utente, la sua sessione finisce e le autorizzazioni sono revocate; riattivato, è senza poteri', async () => {
  expect((await registra('anagrafe')).stato).toBe(201);
  expect(await esito('admin', 'POST', `/utenti/${id('admin')}/disattivazione`, { motivo: 'Prova' })).toEqual([
    409,
    'utente.se-stesso',
  ]);
  expect(await stato('rsp', 'POST', `/utenti/${id('anagrafe')}/disattivazione`, { motivo: 'Prova' })).toBe(
    403,
  );
  expect(
    await stato('admin', 'POST', `/utenti/${id('anagrafe')}/disattivazione`, { motivo: 'Trasferita' }),
  ).toBe(200);
  expect((await registra('anagrafe')).stato).toBe(401);
  const { corpo } = await p.chiama<{ items: Autorizzazione[] }>(
    'rsp',
    'GET',
    `/utenti/${id('anagrafe')}/autorizzazioni`,
  );
  expect(corpo.items.map((a) => a.stato)).toEqual(['revocata']);
  const riattivato = await p.chiama<Utente>('admin', 'POST', `/utenti/${id('anagrafe')}/riattivazione`, {
    corpo: { motivo: 'Rientrata' },
  });
  expect(riattivato.corpo.attivo).toBe(true);
  expect(
    (await superutente.query('SELECT FROM incarico WHERE utente_id = $1', [id('anagrafe')])).rowCount,
  ).toBe(0);
  expect(await esito('admin', 'POST', `/utenti/${id('rsp')}/disattivazione`, { motivo: 'Prova' })).toEqual([
    409,
    'autorizzazione.ultima',
  ]);
});

test('RN-20.1 chi non è incaricato del trattamento non apre la funzione di registrazione né la corrispondenza: 403, e il messaggio dice perché', async () => {
  const r = (await registra('operatore')).corpo;
  const documento = await p.carica('operatore', 'lettera.txt', 'Gentile signora');
  const dati = { nome: 'Anna', cognome: 'Prova-operatore', rapporto: 'dipendente' };
  const nomina = { dal: await giorno(0), atto: 'Decreto 3', datiParticolari: false, datiGiudiziari: false };
  const scrivi = (incaricato?: object) =>
    stato('admin', 'PUT', `/utenti/${id('operatore')}`, { ...dati, ...(incaricato && { incaricato }) });
  expect(await scrivi()).toBe(200);
  const tentativi = (): Promise<unknown[][]> =>
    Promise.all([
      esito('operatore', 'POST', '/registri/PG/registrazioni', arrivoDiCarta()),
      esito('operatore', 'GET', `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`),
      esito('operatore', 'GET', '/registri/PG/registrazioni'),
      esito('operatore', 'GET', `/documenti/${documento}/contenuto`),
      esito('operatore', 'GET', '/rubrica'),
      esito('operatore', 'GET', '/fascicoli'),
    ]);
  expect(await tentativi()).toEqual(Array.from({ length: 6 }, () => [403, 'autorizzazione.non-incaricato']));
  expect((await registra('operatore')).testo).toContain('incaricato del trattamento');
  const sessione = (await p.chiama<Sessione>('operatore', 'GET', '/sessione')).corpo;
  expect(sessione.permessi).not.toContain('registrazione.registra');
  // What is not personal data stays open.
  expect(await stato('operatore', 'GET', '/titolario')).toBe(200);
  // An appointment that begins tomorrow opens nothing today.
  expect(await scrivi({ ...nomina, dal: await giorno(1) })).toBe(200);
  expect((await registra('operatore')).stato).toBe(403);
  expect(await scrivi(nomina)).toBe(200);
  expect((await registra('operatore')).stato).toBe(201);
});

test('RN-A.18 l’incaricato del trattamento è annotato con l’atto e la data, e con i dati che può trattare', async () => {
  const incaricato = {
    dal: '2026-02-01',
    atto: 'Decreto del Sindaco 4/2026',
    datiParticolari: true,
    datiGiudiziari: false,
  };
  const u = await crea({ incaricato });
  const letto = (await p.chiama<Utente>('rsp', 'GET', `/utenti/${u.id}`)).corpo;
  expect(letto.incaricato).toEqual(incaricato);
  const { atto: _, ...senzaAtto } = incaricato;
  expect(await stato('admin', 'POST', '/utenti', persona({ incaricato: senzaAtto }))).toBe(422);
  expect(
    await stato('admin', 'POST', '/utenti', persona({ incaricato: { ...incaricato, dal: undefined } })),
  ).toBe(422);
  const { rows } = await superutente.query(
    `SELECT incaricato_dal::text, incaricato_atto, dati_particolari, dati_giudiziari FROM utente WHERE id = $1`,
    [u.id],
  );
  expect(rows).toEqual([
    {
      incaricato_dal: '2026-02-01',
      incaricato_atto: incaricato.atto,
      dati_particolari: true,
      dati_giudiziari: false,
    },
  ]);
  // Without the appointment there is nothing for it to extend to: the database refuses.
  await expect(
    superutente.query('UPDATE utente SET incaricato_dal = NULL, incaricato_atto = NULL WHERE id = $1', [
      u.id,
    ]),
  ).rejects.toMatchObject({ code: '23514' });
  expect(
    await esito('admin', 'PUT', `/utenti/${id('admin')}`, {
      nome: 'Anna',
      cognome: 'Prova-admin',
      rapporto: 'dipendente',
      incaricato,
    }),
  ).toEqual([403, 'utente.propria-nomina']);
});

test('gli utenti si cercano per ogni parola e a pagine, tutti e una volta sola, anche quando sono trecento', async () => {
  await superutente.query(
    `INSERT INTO utente (ente_id, nome_utente, nome, cognome, password)
     SELECT $1, 'massa' || n, 'Niccolò', 'Massa ' || lpad(n::text, 3, '0'), 'x' FROM generate_series(1, 300) n`,
    [p.ente.enteId],
  );
  const visti: string[] = [];
  let cursor: string | undefined;
  do {
    const { corpo } = await p.chiama<ElencoUtenti>(
      'admin',
      'GET',
      `/utenti?q=massa%20niccolo&limit=70${cursor === undefined ? '' : `&cursor=${cursor}`}`,
    );
    expect(corpo.totale).toBe(300);
    visti.push(...corpo.items.map((u) => u.nomeUtente));
    cursor = corpo.cursor;
  } while (cursor !== undefined);
  expect(new Set(visti).size).toBe(300);
  expect(visti).toHaveLength(300);
  const cerca = async (filtro: string) =>
    (await p.chiama<ElencoUtenti>('rsp', 'GET', `/utenti?${filtro}`)).corpo.items.map((u) => u.nomeUtente);
  expect(await cerca('profilo=responsabile')).toEqual(['rsp']);
  expect(await cerca('unita=tecnico')).toEqual(['tecnico']);
  expect(await cerca('q=100%25')).toEqual([]);
  expect(await stato('rsp', 'GET', '/utenti?cursor=YWJj')).toBe(422);
  expect(await stato('operatore', 'GET', '/utenti')).toBe(403);
  const letto = async (chi: UtenteDiProva) =>
    (await p.chiama<Utente>('rsp', 'GET', `/utenti/${id(chi)}`)).corpo.ultimoAccesso;
  expect(Date.parse((await letto('rsp')) ?? '')).toBeGreaterThan(Date.now() - 3_600_000);
});

test('l’importazione dice prima che cosa farebbe, con una riga errata non scrive nulla, e ripetuta trova tutto già presente', async () => {
  const a = codiceFiscaleDiProva(801);
  const b = codiceFiscaleDiProva(802);
  const csv = (righe: string[]) =>
    [
      'Nome utente;Cognome;Nome;Codice fiscale;E-mail;Incaricato dal;Atto di nomina;Dati particolari',
      ...righe,
    ].join('\n');
  const buone = [
    `m.rossi;Rossi;Mario;${a};m.rossi@comune.example;01/02/2026;Decreto 5;sì`,
    `l.bianchi;Bianchi;Laura;${b};;;;`,
  ];
  const importa = async (righe: string[], prova: boolean) =>
    (
      await p.chiama<EsitoImportazioneUtenti>('admin', 'POST', '/utenti/importazione', {
        corpo: { contenuto: csv(righe), prova },
      })
    ).corpo;
  const prima = await importa(buone, true);
  expect(prima).toMatchObject({ nuovi: 2, errori: 0, scritti: false });
  const errata = await importa([...buone, 'x.y;Y;X;RSSMRA85T10A562X;;;;', `z.w;W;Z;${a};;;;`], false);
  expect(errata).toMatchObject({ errori: 2, scritti: false });
  expect(errata.righe.map((r) => [r.linea, r.esito])).toEqual([
    [2, 'nuovo'],
    [3, 'nuovo'],
    [4, 'errore'],
    [5, 'errore'],
  ]);
  const trovati = async () =>
    (await p.chiama<ElencoUtenti>('admin', 'GET', '/utenti?q=m.rossi')).corpo.items.length;
  expect(await trovati()).toBe(0);
  expect(await importa(buone, false)).toMatchObject({ nuovi: 2, scritti: true });
  expect(await trovati()).toBe(1);
  expect(await importa(buone, false)).toMatchObject({ nuovi: 0, presenti: 2, scritti: false });
  const esportati = await p.chiama('admin', 'GET', '/utenti/esportazione.csv');
  expect(esportati.testo).toContain(
    `m.rossi;Rossi;Mario;${a};m.rossi@comune.example;dipendente;sì;2026-02-01;Decreto 5;sì;no;`,
  );
  // What was taken out goes in again.
  const ritorno = await p.chiama<EsitoImportazioneUtenti>('admin', 'POST', '/utenti/importazione', {
    corpo: {
      contenuto: esportati.testo
        .split('\n')
        .filter((r) => /^.?Nome utente|^m\.rossi/.test(r))
        .join('\n'),
      prova: true,
    },
  });
  expect(ritorno.corpo).toMatchObject({ presenti: 1, errori: 0 });
});

test('chi sostituisce agisce a nome proprio per conto dell’altro, nei limiti dati, e la traccia porta tutti e due', async () => {
  const oggi = await giorno(0);
  const nomina = (chi: UtenteDiProva, corpo: object) =>
    p.chiama<Sostituzione>(chi, 'POST', '/sostituzioni', {
      corpo: {
        sostituto: id('ragioniere'),
        incarico: p.ente.utenti[chi].incaricoId,
        ambiti: ['registrazioni'],
        dal: oggi,
        al: oggi,
        ...corpo,
      },
    });
  expect((await nomina('operatore', { sostituto: id('operatore') })).corpo).toMatchObject({
    codice: 'sostituzione.se-stesso',
  });
  expect((await nomina('operatore', { incarico: p.ente.utenti.rsp.incaricoId })).corpo).toMatchObject({
    codice: 'sostituzione.incarico',
  });
  expect((await registra('ragioniere')).stato).toBe(403);
  const data = await nomina('operatore', {});
  expect(data.stato, data.testo).toBe(201);
  // A future one and one of another person are not to be chosen.
  const futura = await nomina('operatore', {
    sostituto: id('tecnico'),
    dal: await giorno(1),
    al: await giorno(2),
  });
  expect((await agisciPer('tecnico', { sostituzione: futura.corpo.id })).stato).toBe(403);
  expect((await agisciPer('tecnico', { sostituzione: data.corpo.id })).corpo.codice).toBe(
    'sessione.sostituzione-non-valida',
  );

  const sessione = await agisciPer('ragioniere', { sostituzione: data.corpo.id });
  expect(sessione.corpo).toMatchObject({
    perConto: { nome: 'Prova-operatore Anna', finita: false },
    incarico: { unita: { codice: 'protocollo' } },
  });
  const fatta = await registra('ragioniere');
  expect(fatta.stato, fatta.testo).toBe(201);
  const { rows } = await superutente.query<Record<string, string>>(
    `SELECT utente_id, attore, u.codice AS unita, operazione FROM traccia t JOIN unita u ON u.id = t.unita_id
     WHERE t.attore LIKE '%per conto di%' ORDER BY t.id`,
  );
  expect(rows.at(-1)).toEqual({
    utente_id: id('ragioniere'),
    attore: 'Prova-ragioniere Anna (ragioniere) per conto di Prova-operatore Anna',
    unita: 'protocollo',
    operazione: rows.at(-1)?.operazione,
  });
  expect(rows.at(-1)?.operazione).toContain('registra');
  const storia = await p.chiama(
    'rsp',
    'GET',
    `/registri/PG/registrazioni/${fatta.corpo.anno}/${Number(fatta.corpo.numero)}/storia`,
  );
  expect(storia.testo).toContain('Prova-ragioniere Anna (ragioniere) per conto di Prova-operatore Anna');
  // Beyond the scope, and beyond what is only of the other.
  expect(await stato('ragioniere', 'GET', '/assegnazioni-che-non-ci-sono')).toBe(404);
  expect((await p.chiama<Sessione>('ragioniere', 'GET', '/sessione')).corpo.permessi).not.toContain(
    'assegnazione.lavora',
  );
  expect((await nomina('ragioniere', { incarico: p.ente.utenti.ragioniere.incaricoId })).stato).toBe(403);

  expect(await stato('operatore', 'DELETE', `/sostituzioni/${data.corpo.id}`)).toBe(204);
  expect(await esito('ragioniere', 'POST', '/registri/PG/registrazioni', arrivoDiCarta())).toEqual([
    403,
    'sessione.sostituzione-finita',
  ]);
  expect((await agisciPer('ragioniere', { incarico: p.ente.utenti.ragioniere.incaricoId })).stato).toBe(200);
});

test('i poteri propri del responsabile non passano a chi lo sostituisce: per quelli occorre la delega', async () => {
  const oggi = await giorno(0);
  const r = await p.chiama<Sostituzione>('rsp', 'POST', '/sostituzioni', {
    corpo: {
      sostituto: id('tecnico'),
      incarico: p.ente.utenti.rsp.incaricoId,
      ambiti: ['assegnazioni', 'registrazioni', 'fascicoli', 'ufficio'],
      dal: oggi,
      al: oggi,
    },
  });
  expect(r.stato, r.testo).toBe(201);
  const { permessi } = (await agisciPer('tecnico', { sostituzione: r.corpo.id })).corpo;
  expect(permessi).toEqual(
    expect.arrayContaining(['registrazione.registra', 'autorizzazione.richiede', 'assegnazione.assegna']),
  );
  for (const p of [
    'provvedimento.autorizza',
    'autorizzazione.decide',
    'autorizzazione.concede',
    'delega.conferisce',
    'titolario.gestisce',
    'assegnazione.regole',
  ])
    expect(permessi).not.toContain(p);
  // Who is stood in for loses his office: the deputy has nothing to stand on.
  await superutente.query('UPDATE autorizzazione SET al = dal - 1, dal = dal - 1 WHERE id = $1', [
    p.ente.utenti.rsp.incaricoId,
  ]);
  expect(await esito('tecnico', 'GET', '/registri/PG/registrazioni')).toEqual([
    403,
    'sessione.sostituzione-finita',
  ]);
  await superutente.query('UPDATE autorizzazione SET al = NULL WHERE id = $1', [
    p.ente.utenti.rsp.incaricoId,
  ]);
});

test('un’assenza si segna senza dirne il motivo, con chi sostituisce in ogni ufficio; annullata, finisce anche quello', async () => {
  const oggi = await giorno(0);
  const corpo = { dal: oggi, al: await giorno(5), sostituto: id('operatore'), ambiti: ['assegnazioni'] };
  const assenza = await p.chiama<{ id: string }>('tecnico', 'POST', '/assenze', { corpo });
  expect(assenza.stato, assenza.testo).toBe(201);
  expect(await esito('tecnico', 'POST', '/assenze', { dal: await giorno(5), al: await giorno(7) })).toEqual([
    409,
    'assenza.sovrapposta',
  ]);
  const mie = (await p.chiama<Sostituzioni>('tecnico', 'GET', '/sostituzioni')).corpo;
  expect(mie.assenze.map((a) => a.al)).toEqual([await giorno(5)]);
  expect(mie.mie.filter((z) => z.stato === 'in-vigore').map((z) => z.sostituto.cognome)).toEqual([
    'Prova-operatore',
  ]);
  const { assentiOggi } = await import('#persone');
  const { inLettura } = await import('#platform/db');
  const assenti = () => inLettura(p.db, p.ente.enteId, (tx) => assentiOggi(tx, [id('tecnico'), id('rsp')]));
  expect(await assenti()).toEqual([
    {
      utenteId: id('tecnico'),
      al: await giorno(5),
      sostituti: [
        { utenteId: id('operatore'), nome: 'Prova-operatore Anna', unitaId: p.ente.unita.tecnico.id },
      ],
    },
  ]);
  // The head sees what is to come, colleagues today only; other offices nothing.
  const ufficio = async (chi: UtenteDiProva) =>
    (await p.chiama<AssenzeUfficio>(chi, 'GET', '/assenze/ufficio')).corpo;
  const futura = await p.chiama<{ id: string }>('tecnico', 'POST', '/assenze', {
    corpo: { dal: await giorno(10), al: await giorno(11) },
  });
  expect(await ufficio('tecnico')).toMatchObject({
    unita: 'Ufficio Tecnico',
    dirige: true,
    assenze: [
      { oggi: true, sostituti: ['Prova-operatore Anna'] },
      { oggi: false, sostituti: [] },
    ],
    sostituzioni: [{ stato: 'in-vigore' }],
  });
  const collega = await concedi('rsp', id('consultazione'), { unita: 'tecnico', profilo: 'consultazione' });
  expect((await agisciPer('consultazione', { incarico: collega.id })).stato).toBe(200);
  expect(await ufficio('consultazione')).toMatchObject({
    dirige: false,
    assenze: [{ oggi: true, utente: { cognome: 'Prova-tecnico' } }],
    sostituzioni: [],
  });
  expect((await ufficio('operatore')).assenze).toEqual([]);
  expect(await stato('admin', 'GET', '/assenze/ufficio')).toBe(403);
  expect(await stato('tecnico', 'DELETE', `/assenze/${futura.corpo.id}`)).toBe(204);
  expect(await stato('operatore', 'DELETE', `/assenze/${assenza.corpo.id}`)).toBe(404);
  expect(await stato('tecnico', 'DELETE', `/assenze/${assenza.corpo.id}`)).toBe(204);
  expect(await assenti()).toEqual([]);
  expect((await p.chiama<Sostituzioni>('operatore', 'GET', '/sostituzioni')).corpo.altrui[0]?.stato).toBe(
    'revocata',
  );
});
