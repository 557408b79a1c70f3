import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lavoroAttua } from '#organizzazione';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import type { ElencoUnita } from '../../src/organizzazione/organizzazione.schema.ts';
import type {
  SchedaUnita,
  StoriaServizio,
  UnitaChiuse,
} from '../../src/organizzazione/unita/unita.schema.ts';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';

const orologio = new OrologioDiProva();
let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva({ orologio });
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await ilGiorno('2027-03-01');
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

/** Both clocks go to that day, at ten, and the job of the quarter hour has run. */
async function ilGiorno(giorno: string): Promise<void> {
  orologio.imposta(`${giorno}T10:00:00+01:00`);
  await fissaIstante(p.banca.urlSuperutente, `${giorno}T10:00:00+01:00`);
  await lavoroAttua({ enteId: p.ente.enteId }, p);
}

const chiama = <T>(
  chi: UtenteDiProva,
  metodo: 'GET' | 'POST' | 'PUT' | 'DELETE',
  via: string,
  corpo?: unknown,
) =>
  p.chiama<T & { codice: string; dettaglio: string }>(chi, metodo, via, {
    ...(corpo !== undefined && { corpo }),
  });
async function registra(altro: Parameters<typeof arrivoDiCarta>[0] = {}): Promise<Registrazione> {
  const { stato, corpo, testo } = await chiama<Registrazione>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    arrivoDiCarta(altro),
  );
  expect(stato, testo).toBe(201);
  return await rileggi(corpo);
}
const rileggi = async (r: Registrazione): Promise<Registrazione> =>
  (
    await chiama<Registrazione>(
      'operatore',
      'GET',
      `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`,
    )
  ).corpo;
const organigramma = async (data?: string): Promise<ElencoUnita['items']> =>
  (await chiama<ElencoUnita>('operatore', 'GET', `/unita${data ? `?data=${data}` : ''}`)).corpo.items;
const scheda = async (codice: string): Promise<SchedaUnita> =>
  (await chiama<SchedaUnita>('admin', 'GET', `/unita/${codice}`)).corpo;
const ATTO = 'Deliberazione di Giunta n. 12 del 15/2/2027';

test('RN-4.1 l’organigramma ha sempre una sola unità che è il servizio di protocollo e archivi', async () => {
  const servizi = (await organigramma()).filter((u) => u.servizioProtocollo);
  expect(servizi.map((u) => u.codice)).toEqual(['protocollo']);

  // Nor can it be closed, nor designated twice for a day, nor be none: the database itself says so.
  const chiusura = { dal: '2027-03-01', atto: ATTO, successori: ['anagrafe'] };
  expect((await chiama('admin', 'POST', '/unita/protocollo/chiusura', chiusura)).corpo.codice).toBe(
    'unita.servizio-protocollo',
  );
  await expect(superutente.query('DELETE FROM servizio_protocollo')).rejects.toMatchObject({ code: 'TB060' });
  await expect(
    superutente.query(
      `INSERT INTO servizio_protocollo SELECT ente_id, '-infinity', unita_id, atto, now(), 'x' FROM servizio_protocollo`,
    ),
  ).rejects.toMatchObject({ code: 'TB060' });

  expect(
    (
      await chiama('admin', 'POST', '/servizio-protocollo', {
        unita: 'anagrafe',
        dal: '2027-03-05',
        atto: ATTO,
      })
    ).stato,
  ).toBe(201);
  const designate = (unita: ElencoUnita['items']) =>
    unita.filter((u) => u.servizioProtocollo).map((u) => u.codice);
  expect(designate(await organigramma('2027-03-04'))).toEqual(['protocollo']);
  expect(designate(await organigramma('2027-03-05'))).toEqual(['anagrafe']);
  expect(
    (
      await chiama('admin', 'POST', '/servizio-protocollo', {
        unita: 'protocollo',
        dal: '2027-03-05',
        atto: ATTO,
      })
    ).stato,
  ).toBe(201);
  expect(designate(await organigramma('2027-03-05'))).toEqual(['protocollo']);
});

test('RN-36.1 il Servizio passa a un’altra Area da un giorno, e le registrazioni già fatte conservano la struttura di prima', async () => {
  const prima = await registra({ unitaCompetente: 'tecnico' });
  expect(prima.unita.percorso).toEqual(['Area Affari generali', 'Ufficio Protocollo']);
  const nuova = {
    codice: 'innovazione',
    denominazione: 'Area Innovazione',
    tipo: 'area',
    dal: '2027-03-10',
    atto: ATTO,
  };
  expect((await chiama('admin', 'POST', '/unita', nuova)).stato).toBe(201);
  const spostata = await chiama<SchedaUnita>('admin', 'POST', '/unita/protocollo/variazioni', {
    dal: '2027-03-10',
    atto: ATTO,
    padre: 'innovazione',
    denominazione: 'Servizio Protocollo e Archivi',
    tipo: 'servizio',
  });
  expect(spostata.stato, spostata.testo).toBe(201);

  await ilGiorno('2027-03-09');
  expect((await organigramma()).map((u) => u.codice)).not.toContain('innovazione');
  const vigilia = await registra();
  expect(vigilia.unita.percorso).toEqual(['Area Affari generali', 'Ufficio Protocollo']);
  await ilGiorno('2027-03-10');
  const dopo = await registra();
  expect(dopo.unita).toEqual({
    codice: 'protocollo',
    denominazione: 'Servizio Protocollo e Archivi',
    percorso: ['Area Innovazione', 'Servizio Protocollo e Archivi'],
  });
  for (const registrata of [prima, vigilia])
    expect((await rileggi(registrata)).unita).toEqual({
      codice: 'protocollo',
      denominazione: 'Ufficio Protocollo',
      percorso: ['Area Affari generali', 'Ufficio Protocollo'],
    });

  const tappe = (await chiama<StoriaServizio>('operatore', 'GET', '/servizio-protocollo')).corpo.items;
  expect(tappe.map((t) => [t.dal, t.al, t.percorso.join(' › '), t.atto])).toEqual([
    ['2027-03-10', undefined, 'Area Innovazione › Servizio Protocollo e Archivi', ATTO],
    [undefined, '2027-03-09', 'Area Affari generali › Ufficio Protocollo', 'Organigramma all’attivazione'],
  ]);
  // The tree of any day is rebuilt, past ones too.
  expect((await organigramma('2026-01-01')).find((u) => u.codice === 'protocollo')).toMatchObject({
    padre: 'affari-generali',
    denominazione: 'Ufficio Protocollo',
    tipo: 'ufficio',
  });
  expect((await scheda('protocollo')).storia.map((s) => s.cambia)).toEqual([
    ['denominazione', 'tipo', 'padre'],
    [],
  ]);
});

test('ciò che è in vigore non si riscrive, né dal programma né dalla banca dati', async () => {
  for (const dal of ['2027-03-09', '2026-01-01'])
    expect(
      (await chiama('admin', 'POST', '/unita/tecnico/variazioni', { dal, atto: ATTO, uop: true })).corpo
        .codice,
    ).toBe('unita.decorrenza');
  expect((await chiama('admin', 'DELETE', '/unita/protocollo/variazioni/2027-03-10')).corpo.codice).toBe(
    'unita.gia-in-vigore',
  );
  for (const comando of [
    `UPDATE unita_storia SET denominazione = 'Altro' WHERE dal = '-infinity'`,
    `DELETE FROM unita_storia WHERE dal < '2027-03-10'`,
    `TRUNCATE unita_storia CASCADE`,
  ])
    await expect(superutente.query(comando), comando).rejects.toThrow(
      /in vigore non cambia|non ammette TRUNCATE/,
    );
  // The present follows from the history: the application has no right to write it apart.
  await superutente.query('BEGIN; SET LOCAL ROLE tabularium_applicazione');
  await expect(superutente.query(`UPDATE unita SET denominazione = 'Altro'`)).rejects.toMatchObject({
    code: '42501',
  });
  await superutente.query('ROLLBACK');
});

test('una variazione futura si ritira, e quelle dopo conservano ciò che hanno deciso', async () => {
  const varia = (corpo: object) => chiama('admin', 'POST', '/unita/tecnico/variazioni', corpo);
  await varia({ dal: '2027-05-01', atto: 'A', denominazione: 'Servizio Tecnico', telefono: '06 1' });
  await varia({ dal: '2027-06-01', atto: 'B', padre: 'affari-generali' });
  // A change in between reaches the later rows where they only repeated.
  await varia({ dal: '2027-05-15', atto: 'C', telefono: '06 2', email: 'tecnico@prova1.example' });
  const stati = async () =>
    Object.fromEntries(
      (await scheda('tecnico')).storia.map((s) => [
        s.dal ?? 'sempre',
        [s.stato.denominazione, s.stato.padre, s.stato.telefono],
      ]),
    );
  expect(await stati()).toEqual({
    sempre: ['Ufficio Tecnico', undefined, undefined],
    '2027-05-01': ['Servizio Tecnico', undefined, '06 1'],
    '2027-05-15': ['Servizio Tecnico', undefined, '06 2'],
    '2027-06-01': ['Servizio Tecnico', 'affari-generali', '06 2'],
  });
  expect((await chiama('admin', 'DELETE', '/unita/tecnico/variazioni/2027-05-01')).stato).toBe(204);
  expect(await stati()).toEqual({
    sempre: ['Ufficio Tecnico', undefined, undefined],
    '2027-05-15': ['Ufficio Tecnico', undefined, '06 2'],
    '2027-06-01': ['Ufficio Tecnico', 'affari-generali', '06 2'],
  });
  await chiama('admin', 'DELETE', '/unita/tecnico/variazioni/2027-06-01');
  await chiama('admin', 'DELETE', '/unita/tecnico/variazioni/2027-05-15');
  expect(Object.keys(await stati())).toEqual(['sempre']);
  expect((await varia({ dal: '2027-05-01', atto: 'D', uu: true })).corpo.codice).toBe(
    'unita.nessuna-variazione',
  );
});

test('nessuna unità resta appesa a nulla, nemmeno se due spostamenti arrivano insieme', async () => {
  const crea = (codice: string) =>
    chiama('admin', 'POST', '/unita', {
      codice,
      denominazione: `Unità ${codice}`,
      tipo: 'servizio',
      dal: '2027-03-10',
      atto: ATTO,
    });
  expect((await crea('alfa')).stato).toBe(201);
  expect((await crea('beta')).stato).toBe(201);
  expect((await crea('alfa')).corpo.codice).toBe('unita.codice-usato');
  const sposta = (codice: string, padre: string) =>
    chiama('admin', 'POST', `/unita/${codice}/variazioni`, { dal: '2027-03-10', atto: ATTO, padre });
  expect((await sposta('alfa', 'alfa')).corpo.codice).toBe('unita.albero');
  expect((await sposta('alfa', 'nessuna')).corpo.codice).toBe('unita.sconosciuta');
  // Each would be good by itself; together they would be a ring.
  const esiti = await Promise.all([sposta('alfa', 'beta'), sposta('beta', 'alfa')]);
  expect(esiti.map((e) => e.stato).sort()).toEqual([201, 409]);
  const chiusura = { dal: '2027-03-10', atto: ATTO, successori: [] };
  expect((await chiama('admin', 'POST', '/unita/affari-generali/chiusura', chiusura)).corpo).toMatchObject({
    codice: 'unita.albero',
  });
});

test('alla chiusura il lavoro aperto passa al successore, o resta e viene segnalato', async () => {
  const assegnata = await registra({ unitaCompetente: 'tecnico' });
  const crea = await chiama('admin', 'POST', '/unita', {
    codice: 'lavori',
    denominazione: 'Servizio Lavori pubblici',
    tipo: 'servizio',
    uu: true,
    dal: '2027-04-01',
    atto: ATTO,
  });
  expect(crea.stato).toBe(201);
  const chiudi = (successori: string[], dal = '2027-04-01') =>
    chiama('admin', 'POST', '/unita/tecnico/chiusura', { dal, atto: ATTO, successori });
  // Who is not there that day continues nothing.
  expect((await chiudi(['lavori'], '2027-03-20')).corpo.codice).toBe('unita.successore');
  expect((await chiudi(['tecnico'])).corpo.codice).toBe('unita.successore');
  expect((await chiudi([])).stato).toBe(201);
  expect((await chiudi([])).corpo.codice).toBe('unita.chiusa');

  await ilGiorno('2027-04-01');
  const chiuse = async () =>
    (await chiama<UnitaChiuse>('operatore', 'GET', '/unita-chiuse')).corpo.items.filter(
      (u) => u.codice === 'tecnico',
    );
  expect(await chiuse()).toEqual([
    {
      codice: 'tecnico',
      denominazione: 'Ufficio Tecnico',
      chiusaDal: '2027-04-01',
      assegnazioniFerme: 2,
    },
  ]);
  const avvisi = await chiama<{ items: { testo: string }[] }>('rsp', 'GET', '/avvisi');
  expect(avvisi.corpo.items.map((a) => a.testo).join()).toContain(
    '«Ufficio Tecnico» è chiusa senza successore',
  );

  const indicati = await chiama<SchedaUnita>('admin', 'PUT', '/unita/tecnico/successori', {
    successori: ['lavori', 'anagrafe'],
  });
  expect(indicati.corpo.successori.map((s) => s.codice)).toEqual(['lavori', 'anagrafe']);
  expect(indicati.corpo.assegnazioniAperte).toBe(0);
  expect((await chiuse())[0]).toMatchObject({
    successore: { codice: 'lavori', denominazione: 'Servizio Lavori pubblici' },
    assegnazioniFerme: 0,
  });
  const { rows } = await superutente.query(
    `SELECT u.codice, a.titolo, p.operatore, p.motivo FROM assegnazione a JOIN unita u ON u.id = a.unita_id
     JOIN passo_assegnazione p ON p.assegnazione_id = a.id AND p.passo = 'trasferita'
     JOIN scheda s ON s.registrazione_id = a.registrazione_id WHERE s.numero = $1`,
    [Number(assegnata.numero)],
  );
  expect(rows).toEqual([
    {
      codice: 'lavori',
      titolo: 'competenza',
      operatore: 'sistema',
      motivo: 'Chiusura di «Ufficio Tecnico»',
    },
  ]);
  // What was registered for it says what it said.
  expect((await rileggi(assegnata)).unitaCompetente?.denominazione).toBe('Ufficio Tecnico');
  // A closed unit takes nothing more, and does not change.
  expect(
    (
      await chiama(
        'operatore',
        'POST',
        '/registri/PG/registrazioni',
        arrivoDiCarta({ unitaCompetente: 'tecnico' }),
      )
    ).stato,
  ).toBe(422);
  expect(
    (await chiama('admin', 'POST', '/unita/tecnico/variazioni', { dal: '2027-04-01', atto: ATTO, uu: false }))
      .corpo.codice,
  ).toBe('unita.chiusa');
});

test('chi continua il lavoro di un ufficio chiuso ne eredita i documenti da leggere', async () => {
  const { rows } = await superutente.query<{ eredita: boolean }>(
    `SELECT (SELECT id FROM unita WHERE codice = 'tecnico') = ANY (principali_di($1)) AS eredita`,
    [p.ente.utenti.anagrafe.id],
  );
  expect(rows).toEqual([{ eredita: true }]);
});

test('un’unità annunciata e poi ritirata lascia libero il suo codice', async () => {
  const nuova = {
    codice: 'sport',
    denominazione: 'Ufficio Sport',
    tipo: 'ufficio',
    dal: '2027-12-01',
    atto: ATTO,
  };
  await chiama('admin', 'POST', '/unita', nuova);
  expect((await scheda('sport')).stato).toMatchObject({ denominazione: 'Ufficio Sport', attiva: true });
  expect((await chiama('admin', 'DELETE', '/unita/sport/variazioni/2027-12-01')).stato).toBe(204);
  expect((await chiama('admin', 'GET', '/unita/sport')).stato).toBe(404);
  expect((await chiama('admin', 'POST', '/unita', { ...nuova, denominazione: 'Sport' })).stato).toBe(201);
});

test('l’organigramma lo cambiano l’amministratore e il responsabile in carica, non gli altri', async () => {
  const nuova = (codice: string) => ({
    codice,
    denominazione: 'Ufficio nuovo',
    tipo: 'ufficio',
    dal: '2027-12-01',
    atto: ATTO,
  });
  for (const chi of ['operatore', 'anagrafe', 'consultazione'] as const) {
    expect((await chiama(chi, 'POST', '/unita', nuova('x1'))).stato).toBe(403);
    expect((await chiama(chi, 'GET', '/unita/protocollo')).stato).toBe(200);
  }
  expect((await chiama('rsp', 'POST', '/unita', nuova('x1'))).stato).toBe(201);
});
