import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Tx } from '#platform/db';
import { prepara } from '../support/banca-dati.ts';
import type { Elenco, Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import { pdfDiProva, arrivoDiCarta } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { apriDiProva } from '../support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await superutente.query(`UPDATE unita SET uu = true WHERE codice IN ('anagrafe', 'ragioneria')`);
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});
beforeEach(async () => {
  await superutente.query(
    `UPDATE utente SET dati_particolari = false, dati_giudiziari = false, incaricato_dal = '2020-01-01', incaricato_atto = 'Nomina'`,
  );
  await superutente.query(`UPDATE incarico SET accesso = 'contenuto'`);
});

const via = (r: Registrazione) => `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`;

type ConFile = { r: Registrazione; file: string };
let quanti = 0;
/** Registered by the Ufficio Protocollo, with a file of its own. */
async function registra(
  dati: Record<string, unknown> = {},
  chi: UtenteDiProva = 'operatore',
): Promise<ConFile> {
  quanti++;
  const file = await p.carica(chi, `atto-${quanti}.pdf`, pdfDiProva(`Atto ${quanti}`));
  const { corpo, stato, testo } = await p.chiama<Registrazione>(chi, 'POST', '/registri/PG/registrazioni', {
    corpo: { ...arrivoDiCarta(dati), supporto: 'digitale', analogico: undefined, documentoPrincipale: file },
  });
  expect(stato, testo).toBe(201);
  return { r: corpo, file };
}

const stato = async (chi: UtenteDiProva, percorso: string) => (await p.chiama(chi, 'GET', percorso)).stato;
const codice = async (chi: UtenteDiProva, percorso: string) =>
  (await p.chiama<{ codice: string }>(chi, 'GET', percorso)).corpo.codice;
const neSaQualcosa = async (chi: UtenteDiProva, { r, file }: ConFile) => {
  const elenco = await p.chiama<Elenco>(chi, 'GET', '/registri/PG/registrazioni');
  return [
    await stato(chi, via(r)),
    await stato(chi, `/documenti/${file}/contenuto`),
    elenco.corpo.items.some((v) => v.numero === r.numero),
  ];
};
const VEDE = [200, 200, true];
const NON_VEDE = [404, 404, false];

type Passo = { unita: 'tecnico' | 'anagrafe' | 'ragioneria'; utente?: UtenteDiProva; titolo?: string };
const idDi = async ({ r }: ConFile): Promise<string> => {
  const { rows } = await superutente.query<{ id: string }>(
    'SELECT id FROM registrazione WHERE registro_id = $1 AND anno = $2 AND numero = $3',
    [p.ente.registroId, r.anno, Number(r.numero)],
  );
  return rows[0]?.id ?? '';
};
/** The step without which no state is accepted. */
const spiega = (tx: Tx, id: string, registrazione: string, passo: string) =>
  tx
    .insertInto('passo_assegnazione')
    .values({
      ente_id: p.ente.enteId,
      assegnazione_id: id,
      registrazione_id: registrazione,
      passo,
      operatore: 'Prova',
    })
    .execute();
/** Chosen, not sent: as the slice of assignments writes it, one step at a time. */
async function assegna(d: ConFile, a: Passo): Promise<string> {
  const registrazione = await idDi(d);
  return await prepara(p.db, p.ente.enteId, async (tx) => {
    const { id } = await tx
      .insertInto('assegnazione')
      .values({
        ente_id: p.ente.enteId,
        registrazione_id: registrazione,
        unita_id: p.ente.unita[a.unita].id,
        utente_id: a.utente ? p.ente.utenti[a.utente].id : null,
        titolo: a.titolo ?? 'competenza',
        assegnata_da_nome: 'Prova-operatore Anna',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await spiega(tx, id, registrazione, 'assegnata');
    return id;
  });
}
type Stato = 'smistata' | 'in-carico' | 'rinviata' | 'revocata' | 'archiviata';
async function passa(id: string, a: Stato): Promise<void> {
  const fine = a === 'rinviata' || a === 'revocata' || a === 'archiviata';
  await prepara(p.db, p.ente.enteId, async (tx) => {
    const { registrazione_id } = await tx
      .updateTable('assegnazione')
      .set({
        stato: a,
        ...(a === 'smistata' && { smistata_il: new Date() }),
        ...(a === 'in-carico' && {
          smistata_il: sql<Date>`coalesce(smistata_il, now())`,
          in_carico_il: new Date(),
        }),
        ...(fine && { conclusa_il: new Date() }),
        ...(a === 'rinviata' && { rinvio_motivo: 'Non è di questo ufficio' }),
      })
      .where('id', '=', id)
      .returning('registrazione_id')
      .executeTakeFirstOrThrow();
    await spiega(tx, id, registrazione_id, a === 'in-carico' ? 'presa-in-carico' : a);
  });
}
const derivazione = async () =>
  (await superutente.query<Record<string, unknown>>('SELECT * FROM verifica_visibilita()')).rows;

test('RN-25.2 l’ufficio apre un documento pervenuto appena gli è assegnato e smistato, e non prima', async () => {
  const d = await registra();
  expect(await neSaQualcosa('tecnico', d)).toEqual(NON_VEDE);
  const id = await assegna(d, { unita: 'tecnico' });
  expect(await neSaQualcosa('tecnico', d)).toEqual(NON_VEDE);
  await passa(id, 'smistata');
  expect(await neSaQualcosa('tecnico', d)).toEqual(VEDE);
  expect(await derivazione()).toEqual([]);
});

test('parte di RN-33.4: rinviato alla UOP, l’ufficio non lo vede più, nemmeno se risulta ancora competente; il nuovo sì', async () => {
  const d = await registra({ classificazione: 'VI.3' });
  const primo = await assegna(d, { unita: 'tecnico' });
  await passa(primo, 'in-carico');
  expect(await neSaQualcosa('tecnico', d)).toEqual(VEDE);
  await superutente.query(`UPDATE scheda SET unita_competente_id = $1 WHERE registrazione_id = $2`, [
    p.ente.unita.tecnico.id,
    await idDi(d),
  ]);
  await passa(primo, 'rinviata');
  expect(await neSaQualcosa('tecnico', d)).toEqual(NON_VEDE);
  await passa(await assegna(d, { unita: 'anagrafe' }), 'smistata');
  expect(await neSaQualcosa('anagrafe', d)).toEqual(VEDE);
  const perConoscenza = await assegna(d, { unita: 'ragioneria', titolo: 'conoscenza' });
  await passa(perConoscenza, 'smistata');
  expect(await neSaQualcosa('consultazione', d)).toEqual(VEDE);
  await passa(perConoscenza, 'in-carico');
  await passa(perConoscenza, 'archiviata');
  expect(await neSaQualcosa('consultazione', d)).toEqual(VEDE);
  expect(await neSaQualcosa('operatore', d)).toEqual(VEDE);
  expect(await derivazione()).toEqual([]);
});

test('RN-34.3a chi per il suo incarico legge gli estremi vede la registrazione e non ne scarica i file', async () => {
  const d = await registra({ unitaCompetente: 'tecnico' });
  await superutente.query(`UPDATE incarico SET accesso = 'estremi' WHERE utente_id = $1`, [
    p.ente.utenti.tecnico.id,
  ]);
  const letta = await p.chiama<Registrazione>('tecnico', 'GET', via(d.r));
  expect([letta.stato, letta.corpo.oggetto]).toEqual([200, d.r.oggetto]);
  expect(letta.corpo.contenutoNonConsultabile).toBe('documento.solo-estremi');
  for (const percorso of [`/documenti/${d.file}/contenuto`, `${via(d.r)}/documenti/${d.file}/timbrato.pdf`])
    expect([await stato('tecnico', percorso), await codice('tecnico', percorso)]).toEqual([
      403,
      'documento.solo-estremi',
    ]);
});

test('RN-34.3b chi legge il contenuto scarica il file, e la lettura resta scritta', async () => {
  const d = await registra({ unitaCompetente: 'tecnico' });
  expect(await stato('tecnico', `/documenti/${d.file}/contenuto`)).toBe(200);
  const { rows } = await superutente.query(
    `SELECT utente_id, operazione FROM traccia WHERE oggetto_id = $1 AND operazione = 'documento.letto'`,
    [d.file],
  );
  expect(rows).toEqual([{ utente_id: p.ente.utenti.tecnico.id, operazione: 'documento.letto' }]);
});

test('RN-A.10 ciò che è a conoscibilità limitata lo vede solo chi è nell’elenco, ciò che è pubblico tutto il personale', async () => {
  const limitato = await registra({ riservatezza: 'limitato', unitaCompetente: 'tecnico' }, 'anagrafe');
  for (const chi of ['tecnico', 'anagrafe', 'rsp'] as const)
    expect([chi, await neSaQualcosa(chi, limitato)]).toEqual([chi, VEDE]);
  for (const chi of ['operatore', 'consultazione', 'ragioniere'] as const)
    expect([chi, await neSaQualcosa(chi, limitato)]).toEqual([chi, NON_VEDE]);
  const pubblico = await registra({ riservatezza: 'pubblico' });
  for (const chi of ['tecnico', 'anagrafe', 'rsp', 'operatore', 'consultazione', 'ragioniere'] as const)
    expect([chi, await neSaQualcosa(chi, pubblico)]).toEqual([chi, VEDE]);
  expect(await derivazione()).toEqual([]);
});

test('RN-A.9 un documento con dati particolari o giudiziari lo apre solo chi è incaricato di trattarli, anche se è il responsabile, e chi lo è cambia la password ogni tre mesi', async () => {
  const rifiuto = await p.chiama<{ codice: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ datiParticolari: true }),
  });
  expect([rifiuto.stato, rifiuto.corpo.codice]).toEqual([403, 'registrazione.dati-non-incaricato']);
  for (const [campo, colonna] of [
    ['datiParticolari', 'dati_particolari'],
    ['datiGiudiziari', 'dati_giudiziari'],
  ] as const) {
    const incarica = (chi: UtenteDiProva) =>
      superutente.query(`UPDATE utente SET ${colonna} = true WHERE id = $1`, [p.ente.utenti[chi].id]);
    const mesi = async () => {
      const { passwordScadeIl } = (
        await p.chiama<{ passwordScadeIl: string }>('operatore', 'GET', '/sessione')
      ).corpo;
      return Math.round((Date.parse(passwordScadeIl) - Date.now()) / (30.44 * 86_400_000));
    };
    expect(await mesi()).toBe(6);
    await incarica('operatore');
    expect(await mesi()).toBe(3);
    const d = await registra({ [campo]: true, unitaCompetente: 'tecnico' });
    expect(await neSaQualcosa('operatore', d)).toEqual(VEDE);
    expect(await neSaQualcosa('tecnico', d)).toEqual(NON_VEDE);
    expect(await neSaQualcosa('rsp', d)).toEqual(NON_VEDE);
    await incarica('tecnico');
    expect(await neSaQualcosa('tecnico', d)).toEqual(VEDE);
    await superutente.query(`UPDATE utente SET ${colonna} = false`);
  }
  expect(await derivazione()).toEqual([]);
});

test('l’offerta di una gara non la apre nessuno prima dell’ora, poi chi la vede', async () => {
  const d = await registra({
    unitaCompetente: 'tecnico',
    garaFinoA: new Date(Date.now() + 3_600_000).toISOString(),
  });
  for (const chi of ['rsp', 'operatore', 'tecnico'] as const) {
    expect(await stato(chi, via(d.r))).toBe(200);
    expect(await codice(chi, `/documenti/${d.file}/contenuto`)).toBe('documento.gara-in-corso');
  }
  await superutente.query(`UPDATE scheda SET gara_fino_a = clock_timestamp() WHERE numero = $1`, [
    Number(d.r.numero),
  ]);
  expect(await stato('tecnico', `/documenti/${d.file}/contenuto`)).toBe(200);
});

test('un documento riservato lo vedono il responsabile dell’ufficio e la persona a cui è assegnato, dicendo perché, e ogni lettura resta scritta', async () => {
  const d = await registra({ riservatezza: 'riservato', unitaCompetente: 'tecnico' });
  // In the test ente `tecnico` is the head of his office; nobody else works there.
  for (const chi of ['tecnico', 'rsp'] as const) {
    for (const percorso of [
      '',
      '/storia',
      '/corrispondenti',
      '/ricevuta.pdf',
      '/segnatura',
      `/documenti/${d.file}/timbrato.pdf`,
    ])
      expect([percorso, await codice(chi, via(d.r) + percorso)]).toEqual([
        percorso,
        'documento.motivo-richiesto',
      ]);
    expect(await codice(chi, `/documenti/${d.file}/contenuto`)).toBe('documento.motivo-richiesto');
    const corto = await p.chiama<{ codice: string }>(chi, 'POST', `${via(d.r)}/letture`, {
      corpo: { motivo: 'boh' },
    });
    expect([corto.stato, corto.corpo.codice]).toEqual([422, 'registrazione.motivo-mancante']);
    const motivo = `Istruttoria disciplinare, la chiede ${chi}`;
    expect((await p.chiama(chi, 'POST', `${via(d.r)}/letture`, { corpo: { motivo } })).stato).toBe(201);
    expect((await p.chiama<Registrazione>(chi, 'GET', via(d.r))).corpo.oggetto).toBe(d.r.oggetto);
    expect(await stato(chi, `/documenti/${d.file}/contenuto`)).toBe(200);
    const { rows } = await superutente.query<{ operazione: string; motivo: string | null }>(
      `SELECT operazione, dettaglio ->> 'motivo' AS motivo FROM traccia WHERE utente_id = $1
         AND operazione IN ('documento.lettura-motivata', 'documento.riservato-letto', 'documento.letto')
         AND (oggetto_id = $2 OR oggetto_id = (SELECT registrazione_id::text FROM registrazione_documento WHERE documento_id = $2::uuid))
       ORDER BY id`,
      [p.ente.utenti[chi].id, d.file],
    );
    expect(rows).toEqual([
      { operazione: 'documento.lettura-motivata', motivo },
      { operazione: 'documento.riservato-letto', motivo },
      { operazione: 'documento.letto', motivo: null },
    ]);
  }
  await superutente.query(`ALTER TABLE lettura_riservata DISABLE TRIGGER immutabile`);
  await superutente.query(
    `UPDATE lettura_riservata SET istante = istante - interval '1 hour', fino_al = fino_al - interval '1 hour'`,
  );
  await superutente.query(`ALTER TABLE lettura_riservata ENABLE TRIGGER immutabile`);
  expect(await codice('rsp', via(d.r))).toBe('documento.motivo-richiesto');
  // Who registered it still prints what goes with it; the others of his office never knew.
  expect(await stato('operatore', `${via(d.r)}/ricevuta.pdf`)).toBe(200);
  expect(await stato('anagrafe', via(d.r))).toBe(404);
  const persona = await assegna(d, { unita: 'ragioneria', utente: 'ragioniere', titolo: 'conoscenza' });
  expect(await stato('ragioniere', via(d.r))).toBe(404);
  await passa(persona, 'smistata');
  expect(await codice('ragioniere', via(d.r))).toBe('documento.motivo-richiesto');
  expect(await stato('consultazione', via(d.r))).toBe(404);
  expect(await derivazione()).toEqual([]);
});

test('proteggere di più può chi modifica; proteggere di meno solo un responsabile, e il perché resta nella storia', async () => {
  const d = await registra({ unitaCompetente: 'tecnico' });
  const cambia = (chi: UtenteDiProva, versione: number, corpo: Record<string, unknown>) =>
    p.chiama<Registrazione & { codice: string }>(chi, 'PATCH', via(d.r), { corpo: { versione, ...corpo } });
  expect((await cambia('operatore', 1, { riservatezza: 'limitato' })).corpo.riservatezza).toBe('limitato');
  expect((await cambia('operatore', 2, { riservatezza: 'ordinario' })).corpo.codice).toBe(
    'registrazione.protezione-non-riducibile',
  );
  expect((await cambia('rsp', 2, { riservatezza: 'ordinario' })).corpo.codice).toBe(
    'registrazione.motivo-mancante',
  );
  const motivoRiservatezza = 'L’istruttoria è conclusa e l’atto è pubblicato';
  const ridotta = await cambia('rsp', 2, { riservatezza: 'ordinario', motivoRiservatezza });
  expect([ridotta.stato, ridotta.corpo.riservatezza]).toEqual([200, 'ordinario']);
  const storia = await p.chiama<{
    items: { titolo: string; motivazione?: string; prima?: unknown; dopo?: unknown }[];
  }>('rsp', 'GET', `${via(d.r)}/storia`);
  expect(storia.corpo.items.filter((e) => e.titolo === 'Modificato: la riservatezza')).toMatchObject([
    { prima: 'ordinario', dopo: 'limitato' },
    { prima: 'limitato', dopo: 'ordinario', motivazione: motivoRiservatezza },
  ]);
  expect(await derivazione()).toEqual([]);
});

test('RN-44.1d un fascicolo riservato lo aprono solo gli uffici elencati, e gli altri nella ricerca non lo trovano; a loro dà i documenti che contiene', async () => {
  const f = await apriDiProva(p, 'operatore', {
    denominazione: 'Vertenza Quarzomonte',
    riservatezza: 'riservato',
    uffici: ['protocollo', 'tecnico'],
  });
  const d = await registra({ classificazione: 'VI.3' });
  const dentro = await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
    corpo: { registrazione: { registro: 'PG', anno: d.r.anno, numero: Number(d.r.numero) } },
  });
  expect(dentro.stato, dentro.testo).toBe(201);
  const trova = async (chi: UtenteDiProva) =>
    (await p.chiama<{ items: unknown[]; totale: number }>(chi, 'GET', '/fascicoli?q=Quarzomonte')).corpo
      .totale;
  for (const chi of ['operatore', 'tecnico'] as const)
    expect([chi, await stato(chi, `/fascicoli/${f.numero}`), await trova(chi)]).toEqual([chi, 200, 1]);
  for (const chi of ['anagrafe', 'consultazione', 'ragioniere'] as const)
    expect([chi, await stato(chi, `/fascicoli/${f.numero}`), await trova(chi)]).toEqual([chi, 404, 0]);
  expect(await neSaQualcosa('tecnico', d)).toEqual(VEDE);
  expect(await neSaQualcosa('anagrafe', d)).toEqual(NON_VEDE);
  const aperta = await p.chiama<{ versione: number }>('operatore', 'GET', `/fascicoli/${f.numero}`);
  const cambiato = await p.chiama('operatore', 'PATCH', `/fascicoli/${f.numero}`, {
    corpo: { versione: aperta.corpo.versione, uffici: ['protocollo', 'anagrafe'] },
  });
  expect(cambiato.stato, cambiato.testo).toBe(200);
  expect(await neSaQualcosa('tecnico', d)).toEqual(NON_VEDE);
  expect(await neSaQualcosa('anagrafe', d)).toEqual(VEDE);
  expect(await derivazione()).toEqual([]);
});

test('un fascicolo aperto a tutti non rende noto a tutti ciò che contiene', async () => {
  const f = await apriDiProva(p, 'operatore');
  const d = await registra({
    classificazione: 'VI.3',
    fascicoli: [f.numero],
    oggetto: 'Perizia sul granito rosa',
  });
  const letti = await p.chiama<{ items: unknown[] }>('anagrafe', 'GET', `/fascicoli/${f.numero}/documenti`);
  expect([letti.stato, letti.corpo.items]).toEqual([200, []]);
  expect(await neSaQualcosa('anagrafe', d)).toEqual(NON_VEDE);
});

test('ciò che è riservato non compare in nessun elenco, ricerca, stampa o esportazione di chi non lo vede, e in quelli di chi lo vede senza oggetto', async () => {
  const SEGRETO = 'Procedimento disciplinare Ametrano';
  const MITTENTE = 'Zyprasidio';
  const f = await apriDiProva(p, 'operatore', { denominazione: 'Pratiche varie del personale' });
  const dati = {
    riservatezza: 'riservato',
    oggetto: SEGRETO,
    classificazione: 'VI.3',
    unitaCompetente: 'tecnico',
    mittenti: [{ tipo: 'PF', nome: 'Ada', cognome: MITTENTE }],
    protocolloMittente: { numero: 'SEGR-77' },
    fascicoli: [f.numero],
  };
  const d = await registra(dati);
  const libero = await registra({ classificazione: 'VI.3', unitaCompetente: 'tecnico' });
  const riferimento = { anno: d.r.anno, numero: Number(d.r.numero) };
  const collegata = await p.chiama<Registrazione>('anagrafe', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ collegamenti: [{ tipo: 'segue', ...riferimento }] }),
  });
  expect(collegata.corpo.collegamenti[0]?.oggetto).toBe('Documento non visibile');
  await p.chiama('operatore', 'POST', '/richieste-fascicolo', {
    corpo: { registrazione: { registro: 'PG', ...riferimento }, ufficio: 'tecnico', nota: 'Dove va?' },
  });
  await p.chiama('operatore', 'POST', `${via(d.r)}/annullamento`, {
    corpo: { motivazione: 'Registrato due volte per errore' },
  });
  const anno = d.r.anno;
  const elenchi = [
    '/registri/PG/registrazioni?limit=200',
    `/registri/PG/registrazioni?q=${encodeURIComponent('Ametrano')}`,
    `/registri/PG/registrazioni?corrispondente=${MITTENTE}`,
    '/registri/PG/registrazioni?protocolloMittente=SEGR-77',
    `/registri/PG/registrazioni?flusso=E&dal=${anno}-01-01`,
    '/registri/PG/registrazioni?classificazione=VI.3',
    '/registri/PG/registrazioni?stato=valida',
    '/registri/PG/richieste',
    '/richieste',
    '/documenti-da-sistemare?mancano=fascicolo',
    '/documenti-da-sistemare?mancano=classificazione',
    '/richieste-fascicolo',
    '/segnalazioni-fascicolazione',
    '/fascicoli?q=Ametrano',
    `/fascicoli/${f.numero}`,
    `/fascicoli/${f.numero}/documenti`,
    `/fascicoli/${f.numero}/storia`,
    `/fascicoli/${f.numero}/indice.pdf`,
    `/fascicoli/${f.numero}/esportazione.zip`,
    `${via(collegata.corpo)}`,
    `${via(collegata.corpo)}/storia`,
    `${via(libero.r)}/fascicoli`,
    '/suggerimenti?oggetto=Ametrano',
    '/comunicazioni',
    `//verifica/${p.ente.codiceIpa}/${d.r.urlVerifica.split('/').at(-1) ?? ''}`,
  ];
  const nomina = (testo: string) => /Ametrano|Zyprasidio/i.test(testo);
  const rispondono = new Set<string>();
  for (const chi of ['anagrafe', 'consultazione', 'ragioniere', 'operatore', 'tecnico', 'rsp'] as const) {
    for (const percorso of elenchi) {
      const r = await p.chiama(chi, 'GET', percorso);
      // Who registered it a minute ago is asked for no reason yet.
      const registrato = chi === 'operatore' && percorso.endsWith('/richieste');
      expect([
        chi,
        percorso,
        r.stato < 500,
        !registrato && nomina(r.testo.replaceAll(/q=Ametrano/g, '')),
      ]).toEqual([chi, percorso, true, false]);
      if (r.stato === 200) rispondono.add(percorso);
      // What they count is theirs too: a stranger does not learn from a total that there is something.
      if (chi === 'consultazione' && percorso.includes('Ametrano')) expect(r.corpo.totale ?? 0).toBe(0);
    }
    const simili = await p.chiama<{ items: unknown[] }>(chi, 'POST', '/registri/PG/simili', {
      corpo: { protocolloMittente: { numero: 'SEGR-77' }, documenti: [d.file] },
    });
    expect(nomina(simili.testo)).toBe(false);
    if (['anagrafe', 'consultazione', 'ragioniere'].includes(chi)) expect(simili.corpo.items).toEqual([]);
  }
  // The walk is of addresses that exist: each of them answered to somebody.
  expect(elenchi.filter((e) => !rispondono.has(e))).toEqual([]);
});

test('assegnazioni, fascicolazioni e livelli che cambiano insieme lasciano sempre vedere ciò che i fatti dicono', async () => {
  const f = await apriDiProva(p, 'operatore', { uffici: ['protocollo', 'ragioneria'] });
  const documenti = await Promise.all(Array.from({ length: 6 }, () => registra({ classificazione: 'VI.3' })));
  const uffici = ['tecnico', 'anagrafe', 'ragioneria'] as const;
  const lavori = documenti.flatMap((d, i) => [
    ...uffici.map((unita) => async () => {
      const id = await assegna(d, { unita, titolo: 'conoscenza' });
      await passa(id, 'smistata');
      if (i % 2) await passa(id, 'rinviata');
    }),
    async () => {
      await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
        corpo: { registrazione: { registro: 'PG', anno: d.r.anno, numero: Number(d.r.numero) } },
      });
    },
    async () => {
      await p.chiama('operatore', 'PATCH', via(d.r), {
        corpo: { versione: 1, riservatezza: i % 3 ? 'limitato' : 'pubblico' },
      });
    },
    async () => {
      await registra({ unitaCompetente: 'tecnico', classificazione: 'VI.3', fascicoli: [f.numero] });
    },
  ]);
  await Promise.all(lavori.map((lavoro) => lavoro()));
  expect(await derivazione()).toEqual([]);
  const { rows } = await superutente.query(`SELECT count(*)::integer AS n FROM visibilita`);
  expect(rows[0]).toMatchObject({ n: expect.any(Number) as number });
});

test('l’applicazione non scrive da sé chi vede che cosa, e un altro ente non ne legge nulla', async () => {
  const come = async (ente: string, comando: string) => {
    await superutente.query('BEGIN');
    try {
      await superutente.query(`SELECT set_config('tabularium.ente', $1, true)`, [ente]);
      await superutente.query('SET LOCAL ROLE tabularium_applicazione');
      return (await superutente.query(comando)).rowCount;
    } finally {
      await superutente.query('ROLLBACK');
    }
  };
  for (const comando of [
    `UPDATE scheda SET visibile_a = '{}'`,
    `DELETE FROM visibilita`,
    `INSERT INTO visibilita SELECT * FROM visibilita LIMIT 1`,
    `UPDATE lettura_riservata SET motivo = 'un altro motivo'`,
  ])
    await expect(come(p.ente.enteId, comando)).rejects.toMatchObject({ code: '42501' });
  expect(await come(p.ente.enteId, 'SELECT FROM visibilita')).toBeGreaterThan(0);
  expect(await come('00000000-0000-7000-8000-000000000000', 'SELECT FROM visibilita')).toBe(0);
});
