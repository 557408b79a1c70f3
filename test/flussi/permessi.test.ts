import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import type { Elenco, Registrazione } from '../../src/registrazione/registrazione.schema.ts';

let p: ProdottoDiProva;
/** A registration of the technical office, one of nobody, and a document of the first. */
let tecnica: Registrazione;
let altrui: Registrazione;
let documento: string;

beforeAll(async () => {
  p = await prodottoDiProva();
  documento = await p.carica('operatore', 'progetto.pdf', pdfDiProva());
  tecnica = await registra('operatore', {
    ...arrivoDiCarta({ unitaCompetente: 'tecnico' }),
    allegati: [documento],
  });
  altrui = await registra('operatore', arrivoDiCarta());
});
afterAll(() => p.chiudi());

async function registra(chi: UtenteDiProva, corpo: unknown): Promise<Registrazione> {
  const r = await p.chiama<Registrazione>(chi, 'POST', '/registri/PG/registrazioni', { corpo });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
}
const via = (r: Registrazione) => `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`;
const stato = async (
  chi: UtenteDiProva | null,
  metodo: 'GET' | 'POST' | 'PATCH' | 'PUT',
  percorso: string,
  corpo?: unknown,
) => (await p.chiama(chi, metodo, percorso, { corpo })).stato;

const partenza = () => ({
  ...arrivoDiCarta(),
  flusso: 'U',
  mittente: undefined,
  destinatari: [{ tipo: 'PG', denominazione: 'Impresa Verdi' }],
});
const MOTIVAZIONE = 'Registrata due volte per errore dello sportello';
const ATTO = { numero: '7', data: '2026-01-10' };

test('RN-71.1 ogni operazione chiede un permesso esplicito, e una rotta che non lo dichiara impedisce l’avvio', async () => {
  const { default: Fastify } = await import('fastify');
  const { montaGuardia } = await import('#autorizzazioni');
  const { creaServer } = await import('#platform/http');
  const senza = await creaServer({ log: Fastify({ logger: false }).log, limiteRichieste: 100 });
  montaGuardia(senza, { db: p.db, inattivitaMinuti: 10 });
  expect(() => senza.get('/dimenticata', () => 'aperta')).toThrow('non dichiara il permesso');
  await senza.close();

  const descrizione = await p.chiama<{ paths: Record<string, Record<string, { operationId: string }>> }>(
    null,
    'GET',
    '/openapi.json',
  );
  const rotte = Object.entries(descrizione.corpo.paths).flatMap(([percorso, o]) =>
    Object.keys(o).map((metodo) => ({ percorso, metodo })),
  );
  expect(rotte.length).toBeGreaterThan(40);
  const aperte: string[] = [];
  for (const { percorso, metodo } of rotte) {
    const url = `/api/v1${percorso}`
      .replace('{registro}', 'PG')
      .replace('{anno}', '2026')
      .replace('{numero}', '1')
      .replace(/\{[^}]+\}/g, '00000000-0000-7000-8000-000000000000');
    const risposta = await p.app.inject({
      method: metodo.toUpperCase() as 'GET',
      url,
      ...(metodo !== 'get' && { payload: {} }),
    });
    if (risposta.statusCode !== 401) aperte.push(`${metodo} ${percorso}`);
  }
  // Whoever is nobody may only ask how the service is, where to write to the offices (RN-7.3), sign in, and ask for a new password.
  expect(aperte.sort()).toEqual([
    'get /accesso/oidc/fornitori',
    'get /accesso/oidc/fornitori/{id}/inizio',
    'get /accesso/oidc/ritorno',
    'get /enti/{ente}/uffici',
    'get /recupero',
    'get /status',
    'post /accesso/passkey',
    'post /accesso/passkey/opzioni',
    'post /recupero',
    'post /recupero/password',
    'post /sessione',
  ]);
});

test('RN-71.2 per ogni profilo e ufficio, ogni operazione risponde come deve', async () => {
  const prove: Record<string, (chi: UtenteDiProva) => Promise<number>> = {
    'registra arrivo': (chi) => stato(chi, 'POST', '/registri/PG/registrazioni', arrivoDiCarta()),
    'registra partenza': (chi) => stato(chi, 'POST', '/registri/PG/registrazioni', partenza()),
    'registra interno': (chi) =>
      stato(chi, 'POST', '/registri/PG/registrazioni', { ...partenza(), flusso: 'I' }),
    'legge un documento del Tecnico': (chi) => stato(chi, 'GET', via(tecnica)),
    'legge un documento altrui': (chi) => stato(chi, 'GET', via(altrui)),
    'scarica un file del Tecnico': (chi) => stato(chi, 'GET', `/documenti/${documento}/contenuto`),
    'modifica i facoltativi': async (chi) =>
      stato(chi, 'PATCH', via(await registra('operatore', arrivoDiCarta())), { versione: 1, note: 'nota' }),
    'chiede l’annullamento': async (chi) =>
      stato(chi, 'POST', `${via(await registra('operatore', arrivoDiCarta()))}/annullamento`, {
        motivazione: MOTIVAZIONE,
        atto: ATTO,
      }),
    'decide una richiesta': async (chi) => {
      const r = await registra('operatore', arrivoDiCarta());
      const q = await p.chiama<{ id: string }>('operatore', 'POST', `${via(r)}/annullamento`, {
        corpo: { motivazione: MOTIVAZIONE, atto: ATTO },
      });
      return stato(chi, 'POST', `/registri/PG/richieste/${q.corpo.id}/decisione`, { esito: 'autorizzata' });
    },
    esclude: (chi) => stato(chi, 'POST', '/esclusioni', { categoria: 'giornali', descrizione: 'Quotidiano' }),
    'legge la rubrica': (chi) => stato(chi, 'GET', '/rubrica'),
    'cambia i dati dell’AOO': (chi) =>
      stato(chi, 'PUT', '/aoo', {
        codice: 'APROVA1',
        denominazione: 'AOO',
        responsabile: 'Anna Prova',
        casellaPec: 'p@pec.prova1.example',
        indirizzo: 'Piazza 1',
      }),
    'vede le chiavi API': (chi) => stato(chi, 'GET', '/chiavi-api'),
    'conferma l’orologio': (chi) => stato(chi, 'POST', '/registri/PG/conferma-orologio'),
  };
  const attesi: Record<string, Partial<Record<UtenteDiProva, number>>> = {
    'registra arrivo': {
      admin: 403,
      rsp: 201,
      operatore: 201,
      anagrafe: 201,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
    'registra partenza': {
      admin: 403,
      rsp: 201,
      operatore: 201,
      anagrafe: 403,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
    'registra interno': {
      admin: 403,
      rsp: 201,
      operatore: 201,
      anagrafe: 403,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
    'legge un documento del Tecnico': {
      admin: 403,
      rsp: 200,
      operatore: 200,
      anagrafe: 404,
      ragioniere: 404,
      tecnico: 200,
      consultazione: 404,
    },
    'legge un documento altrui': {
      admin: 403,
      rsp: 200,
      operatore: 200,
      anagrafe: 404,
      ragioniere: 404,
      tecnico: 404,
      consultazione: 404,
    },
    'scarica un file del Tecnico': {
      admin: 403,
      rsp: 200,
      operatore: 200,
      anagrafe: 404,
      ragioniere: 404,
      tecnico: 200,
      consultazione: 404,
    },
    'modifica i facoltativi': {
      admin: 403,
      rsp: 200,
      operatore: 200,
      anagrafe: 404,
      ragioniere: 404,
      tecnico: 403,
      consultazione: 403,
    },
    'chiede l’annullamento': {
      admin: 403,
      rsp: 201,
      operatore: 201,
      anagrafe: 404,
      ragioniere: 404,
      tecnico: 403,
      consultazione: 403,
    },
    'decide una richiesta': {
      admin: 403,
      rsp: 201,
      operatore: 403,
      anagrafe: 403,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
    esclude: {
      admin: 403,
      rsp: 201,
      operatore: 201,
      anagrafe: 201,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
    'legge la rubrica': {
      admin: 403,
      rsp: 200,
      operatore: 200,
      anagrafe: 200,
      ragioniere: 200,
      tecnico: 200,
      consultazione: 200,
    },
    'cambia i dati dell’AOO': {
      admin: 200,
      rsp: 403,
      operatore: 403,
      anagrafe: 403,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
    'vede le chiavi API': {
      admin: 200,
      rsp: 403,
      operatore: 403,
      anagrafe: 403,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
    'conferma l’orologio': {
      admin: 403,
      rsp: 204,
      operatore: 403,
      anagrafe: 403,
      ragioniere: 403,
      tecnico: 403,
      consultazione: 403,
    },
  };
  const ottenuti: typeof attesi = {};
  for (const [nome, prova] of Object.entries(prove)) {
    ottenuti[nome] = {};
    for (const chi of Object.keys(attesi[nome] ?? {}) as UtenteDiProva[])
      ottenuti[nome][chi] = await prova(chi);
  }
  expect(ottenuti).toEqual(attesi);
});

test('RN-71.3 un utente nuovo, senza profilo, accede ma non può fare nulla', async () => {
  const sessione = await p.chiama<{ utente: { nomeUtente: string }; permessi: string[] }>(
    'nuovo',
    'GET',
    '/sessione',
  );
  expect([sessione.stato, sessione.corpo.utente.nomeUtente, sessione.corpo.permessi]).toEqual([
    200,
    'nuovo',
    [],
  ]);
  const tentativi = [
    await stato('nuovo', 'GET', '/registri/PG/registrazioni'),
    await stato('nuovo', 'POST', '/registri/PG/registrazioni', arrivoDiCarta()),
    await stato('nuovo', 'GET', '/rubrica'),
    await stato('nuovo', 'GET', '/titolario'),
    await stato('nuovo', 'GET', '/aoo'),
    await stato('nuovo', 'GET', `/documenti/${documento}/contenuto`),
  ];
  expect(tentativi.every((s) => s === 403 || s === 404)).toBe(true);
});

test('RN-2.1h registra solo chi opera per una UOP: lo stesso utente, spostato, può', async () => {
  expect(await stato('ragioniere', 'POST', '/registri/PG/registrazioni', arrivoDiCarta())).toBe(403);
  const concessa = await p.chiama<{ id: string }>(
    'rsp',
    'POST',
    `/utenti/${p.ente.utenti.ragioniere.id}/autorizzazioni`,
    { corpo: { unita: 'protocollo', profilo: 'operatore', motivo: 'Rinforzo allo sportello' } },
  );
  expect(concessa.stato, concessa.testo).toBe(201);
  const agiscePer = (incarico: string | undefined) =>
    stato('ragioniere', 'PUT', '/sessione/incarico', { incarico });
  expect(await agiscePer(concessa.corpo.id)).toBe(200);
  expect(await stato('ragioniere', 'POST', '/registri/PG/registrazioni', arrivoDiCarta())).toBe(201);
  expect(await agiscePer(p.ente.utenti.ragioniere.incaricoId)).toBe(200);
  expect(await stato('ragioniere', 'POST', '/registri/PG/registrazioni', arrivoDiCarta())).toBe(403);
});

test('RN-28.1 i documenti in partenza e interni si registrano solo all’Ufficio Protocollo', async () => {
  for (const flusso of ['U', 'I']) {
    const altrove = await p.chiama<{ codice: string }>('anagrafe', 'POST', '/registri/PG/registrazioni', {
      corpo: { ...partenza(), flusso },
    });
    expect([altrove.stato, altrove.corpo.codice]).toEqual([403, 'registrazione.solo-ufficio-protocollo']);
    expect(await stato('operatore', 'POST', '/registri/PG/registrazioni', { ...partenza(), flusso })).toBe(
      201,
    );
  }
});

test('chi consulta vede nell’elenco solo i documenti del suo ufficio', async () => {
  const elenco = (await p.chiama<Elenco>('tecnico', 'GET', '/registri/PG/registrazioni')).corpo;
  expect(elenco.items.map((v) => v.numero)).toEqual([tecnica.numero]);
  expect(elenco.totale).toBe(1);
  expect((await p.chiama<Elenco>('consultazione', 'GET', '/registri/PG/registrazioni')).corpo.items).toEqual(
    [],
  );
  const simili = await p.chiama<{ items: unknown[] }>('consultazione', 'POST', '/registri/PG/simili', {
    corpo: { documenti: [documento] },
  });
  expect(simili.corpo.items).toEqual([]);
});

test('RN-72.2d l’utente di consultazione legge i documenti del suo ufficio e non scrive nulla', async () => {
  expect(await stato('tecnico', 'GET', via(tecnica))).toBe(200);
  expect(await stato('tecnico', 'GET', `${via(tecnica)}/storia`)).toBe(200);
  const scritture = [
    await stato('tecnico', 'POST', '/registri/PG/registrazioni', arrivoDiCarta()),
    await stato('tecnico', 'PATCH', via(tecnica), { versione: 1, note: 'nota' }),
    await stato('tecnico', 'POST', `${via(tecnica)}/annullamento`, { motivazione: MOTIVAZIONE, atto: ATTO }),
    await stato('tecnico', 'POST', `${via(tecnica)}/rettifiche`, {
      campo: 'oggetto',
      valore: 'Altro',
      motivazione: MOTIVAZIONE,
    }),
    await stato('tecnico', 'POST', `${via(tecnica)}/collegamenti`, {
      tipo: 'segue',
      anno: altrui.anno,
      numero: Number(altrui.numero),
    }),
    await stato('tecnico', 'POST', '/esclusioni', { categoria: 'giornali', descrizione: 'Quotidiano' }),
    await stato('tecnico', 'POST', '/rubrica', { tipo: 'PG', denominazione: 'Impresa' }),
  ];
  expect(scritture).toEqual(scritture.map(() => 403));
});

test('l’amministratore configura e non ha potere sulle registrazioni (parte di RN-72.2a: utenti e caselle verranno)', async () => {
  expect(await stato('admin', 'GET', '/impostazioni')).toBe(200);
  expect(await stato('admin', 'GET', '/aoo')).toBe(200);
  for (const [metodo, percorso, corpo] of [
    ['GET', '/registri/PG/registrazioni', undefined],
    ['POST', '/registri/PG/registrazioni', arrivoDiCarta()],
    ['POST', `${via(tecnica)}/annullamento`, { motivazione: MOTIVAZIONE, atto: ATTO }],
    ['GET', `${via(tecnica)}/ricevuta.pdf`, undefined],
  ] as const) {
    expect([percorso, await stato('admin', metodo, percorso, corpo)]).toEqual([percorso, 403]);
  }
});

test('il responsabile registra, autorizza, annulla e conferisce deleghe (parte di RN-72.2b: emergenza e titolario verranno)', async () => {
  const r = await registra('rsp', arrivoDiCarta());
  expect(await stato('rsp', 'POST', `${via(r)}/annullamento`, { motivazione: MOTIVAZIONE, atto: ATTO })).toBe(
    201,
  );
  expect(await stato('rsp', 'GET', '/deleghe')).toBe(200);
  expect(await stato('rsp', 'GET', '/registri/PG/richieste')).toBe(200);
});

test('l’operatore registra, segna, classifica e assegna; non autorizza (parte di RN-72.2c: scansione e spedizione verranno)', async () => {
  const r = await registra('operatore', arrivoDiCarta());
  expect(await stato('operatore', 'GET', `${via(r)}/etichetta.pdf`)).toBe(200);
  expect(
    await stato('operatore', 'PATCH', via(r), {
      versione: 1,
      classificazione: 'VI.3',
      unitaCompetente: 'tecnico',
    }),
  ).toBe(200);
  const q = await p.chiama<{ id: string; stato: string }>('operatore', 'POST', `${via(r)}/annullamento`, {
    corpo: { motivazione: MOTIVAZIONE },
  });
  expect(q.corpo.stato).toBe('in-attesa');
  expect(
    await stato('operatore', 'POST', `/registri/PG/richieste/${q.corpo.id}/decisione`, {
      esito: 'autorizzata',
      atto: ATTO,
    }),
  ).toBe(403);
});
