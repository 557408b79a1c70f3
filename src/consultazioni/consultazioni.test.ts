import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { prepara } from '../../test/support/banca-dati.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { creaEnteDiProva, type UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Consultazione, DecisioneConsultazione, ElencoConsultazioni } from './consultazioni.schema.ts';

const MOTIVO = 'Occorre per la verifica dei residui passivi';

let p: ProdottoDiProva;
let superutente: pg.Client;
let documento: string;
const anno = new Date().getFullYear();

beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  documento = await p.carica('operatore', 'perizia.pdf', pdfDiProva());
  await registra({ oggetto: 'Perizia di stima', allegati: [documento] });
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

/** A document of the technical office, which the one who asks belongs not to. */
async function registra(dati: object = {}): Promise<number> {
  const r = await p.chiama<{ numero: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: { ...arrivoDiCarta({ unitaCompetente: 'tecnico' }), ...dati },
  });
  expect(r.stato, r.testo).toBe(201);
  return Number(r.corpo.numero);
}
const giorno = (da: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(Date.now() + da * 86_400_000);
const chiedi = (numero: number, chi: UtenteDiProva = 'consultazione') =>
  p.chiama<Consultazione & { codice: string }>(chi, 'POST', '/consultazioni', {
    corpo: { anno, numero, motivo: MOTIVO },
  });
const decidi = (chi: UtenteDiProva, id: string, corpo: DecisioneConsultazione) =>
  p.chiama<Consultazione & { codice: string }>(chi, 'POST', `/consultazioni/${id}/decisione`, { corpo });
const revoca = (chi: UtenteDiProva, id: string) =>
  p.chiama<Consultazione & { codice: string }>(chi, 'POST', `/consultazioni/${id}/revoca`, {
    corpo: { motivo: 'Verifica conclusa' },
  });
const elenco = async (chi: UtenteDiProva) =>
  (await p.chiama<ElencoConsultazioni>(chi, 'GET', '/consultazioni')).corpo.items;
const legge = async (chi: UtenteDiProva, numero = 1) => [
  (await p.chiama(chi, 'GET', `/registri/PG/registrazioni/${anno}/${numero}`)).stato,
  (await p.chiama(chi, 'GET', `/documenti/${documento}/contenuto`)).stato,
  (await p.chiama<{ items: unknown[] }>(chi, 'GET', '/registri/PG/registrazioni?q=perizia')).corpo.items
    .length,
];
const ricevute = async (chi: UtenteDiProva) =>
  (await p.chiama<{ items: { oggetto: string }[] }>(chi, 'GET', '/comunicazioni')).corpo.items
    .map((c) => c.oggetto)
    .filter((oggetto) => oggetto.toLowerCase().includes('consulta'));

test('RN-51.1 la consultazione si chiede con il motivo; senza concessione non si vede nulla; concessa, si legge e resta scritto; esito e data sono detti', async () => {
  expect(await legge('consultazione')).toEqual([404, 404, 0]);
  const chiesta = await chiedi(1);
  expect(chiesta.stato, chiesta.testo).toBe(201);
  const { id } = chiesta.corpo;
  expect(chiesta.corpo).toMatchObject({
    registro: 'PG',
    numero: '0000001',
    richiedente: 'Prova-consultazione Anna',
    ufficio: 'Ufficio Ragioneria',
    motivo: MOTIVO,
    stato: 'in-attesa',
    mia: true,
  });
  expect(chiesta.testo).not.toContain('Perizia');
  expect(await legge('consultazione')).toEqual([404, 404, 0]);

  // The head of the competent office and the RSP are told, and see what they decide on; a colleague sees nothing.
  expect(await ricevute('tecnico')).toEqual([`Richiesta di consultare PG 1/${anno}`]);
  expect(await ricevute('rsp')).toEqual([`Richiesta di consultare PG 1/${anno}`]);
  expect((await elenco('tecnico'))[0]?.documento).toEqual({
    oggetto: 'Perizia di stima',
    unitaCompetente: 'Ufficio Tecnico',
  });
  expect(await elenco('ragioniere')).toEqual([]);
  expect((await decidi('consultazione', id, { esito: 'concessa', finoAl: giorno(1) })).stato).toBe(403);

  const concessa = await decidi('tecnico', id, { esito: 'concessa', finoAl: giorno(10) });
  expect(concessa.stato, concessa.testo).toBe(200);
  expect(concessa.corpo).toMatchObject({ stato: 'concessa', finoAl: giorno(10) });
  expect(await legge('consultazione')).toEqual([200, 200, 1]);
  expect(await legge('ragioniere')).toEqual([404, 404, 0]);
  expect(await ricevute('consultazione')).toEqual([`Consultazione di PG 1/${anno} concessa`]);
  expect((await elenco('consultazione'))[0]).toMatchObject({
    stato: 'concessa',
    motivo: MOTIVO,
    decisaDa: expect.stringContaining('Prova-tecnico') as string,
    decisaIl: expect.any(String) as string,
  });
  const { rows } = await superutente.query<{ operazione: string; chi: string }>(
    `SELECT t.operazione, u.nome_utente AS chi FROM traccia t JOIN utente u ON u.id = t.utente_id
     WHERE t.operazione IN ('documento.letto', 'consultazione.chiesta', 'consultazione.concessa') ORDER BY t.istante`,
  );
  expect(rows).toEqual([
    { operazione: 'consultazione.chiesta', chi: 'consultazione' },
    { operazione: 'consultazione.concessa', chi: 'tecnico' },
    { operazione: 'documento.letto', chi: 'consultazione' },
  ]);

  // Its last day is over: nobody needs to do anything.
  await superutente.query(
    `SET session_replication_role = replica; UPDATE richiesta_consultazione SET fino_al = fino_al - 11 WHERE id = '${id}'; SET session_replication_role = DEFAULT`,
  );
  expect(await legge('consultazione')).toEqual([404, 404, 0]);
  expect((await elenco('consultazione'))[0]?.stato).toBe('scaduta');

  const negata = (await chiedi(1)).corpo;
  expect(
    (await decidi('rsp', negata.id, { esito: 'negata', motivo: 'Perizia non ancora depositata' })).stato,
  ).toBe(200);
  expect(await legge('consultazione')).toEqual([404, 404, 0]);
  expect((await elenco('consultazione'))[0]).toMatchObject({
    stato: 'negata',
    decisione: 'Perizia non ancora depositata',
  });
  expect(await ricevute('consultazione')).toContain(`Consultazione di PG 1/${anno} negata`);
});

test('una consultazione concessa si revoca, con il motivo, e chi l’aveva lo sa', async () => {
  const numero = await registra();
  const { id } = (await chiedi(numero)).corpo;
  await decidi('rsp', id, { esito: 'concessa', finoAl: giorno(0) });
  expect((await legge('consultazione', numero))[0]).toBe(200);
  expect((await revoca('tecnico', id)).corpo).toMatchObject({
    stato: 'revocata',
    revoca: 'Verifica conclusa',
  });
  expect((await legge('consultazione', numero))[0]).toBe(404);
  expect(await ricevute('consultazione')).toContain(`Consultazione di PG ${numero}/${anno} revocata`);
  expect((await revoca('tecnico', id)).corpo.codice).toBe('consultazione.non-in-corso');
  const diverse = await inTransazione(
    p.db,
    p.ente.enteId,
    async (tx) => (await sql`SELECT * FROM verifica_visibilita()`.execute(tx)).rows,
  );
  expect(diverse).toEqual([]);
});

test('chiedere non insegna nulla: per un numero che non c’è la risposta è la stessa, e si può solo negare', async () => {
  const numero = await registra();
  const vera = (await chiedi(numero)).corpo;
  const falsa = (await chiedi(99_999)).corpo;
  expect(Object.keys(falsa)).toEqual(Object.keys(vera));
  expect(falsa.stato).toBe('in-attesa');
  // Only the RSP has it before him.
  expect((await elenco('tecnico')).map((c) => c.id)).not.toContain(falsa.id);
  expect((await elenco('rsp')).find((c) => c.id === falsa.id)?.documento).toBeUndefined();
  expect((await decidi('rsp', falsa.id, { esito: 'concessa', finoAl: giorno(1) })).corpo.codice).toBe(
    'consultazione.senza-documento',
  );
  expect((await decidi('rsp', falsa.id, { esito: 'negata', motivo: 'Numero mai assegnato' })).stato).toBe(
    200,
  );
});

test('ciò che non è ammesso è rifiutato: chiedere due volte, o ciò che si vede; decidere senza giorno, senza motivo, due volte, sulla propria', async () => {
  const numero = await registra();
  const { id } = (await chiedi(numero)).corpo;
  expect((await chiedi(numero)).corpo).toMatchObject({ status: 409, codice: 'consultazione.gia-chiesta' });
  expect((await chiedi(numero, 'tecnico')).corpo.codice).toBe('consultazione.gia-visibile');
  expect((await chiedi(numero, 'admin')).stato).toBe(403);
  const codice = async (d: DecisioneConsultazione) => (await decidi('tecnico', id, d)).corpo.codice;
  expect(await codice({ esito: 'concessa' })).toBe('consultazione.fino-al');
  expect(await codice({ esito: 'concessa', finoAl: giorno(-1) })).toBe('consultazione.fino-al');
  expect(await codice({ esito: 'concessa', finoAl: giorno(400) })).toBe('consultazione.fino-al');
  expect(await codice({ esito: 'negata' })).toBe('consultazione.motivo');
  expect((await decidi('tecnico', id, { esito: 'negata', motivo: 'Non occorre' })).stato).toBe(200);
  expect(await codice({ esito: 'negata', motivo: 'Ancora' })).toBe('consultazione.gia-decisa');
  // A head asks for what is of another office: he does not decide on it.
  const altrui = await registra({ unitaCompetente: undefined });
  const sua = (await chiedi(altrui, 'tecnico')).corpo;
  expect((await decidi('tecnico', sua.id, { esito: 'concessa', finoAl: giorno(1) })).corpo.codice).toBe(
    'consultazione.non-competente',
  );
});

test('la concessione apre la via, non toglie la protezione: i dati giudiziari restano di chi ne è incaricato', async () => {
  const numero = await registra();
  const { id } = (await chiedi(numero)).corpo;
  await decidi('rsp', id, { esito: 'concessa', finoAl: giorno(1) });
  expect((await legge('consultazione', numero))[0]).toBe(200);
  await prepara(p.db, p.ente.enteId, (tx) =>
    tx.updateTable('scheda').set({ dati_giudiziari: true }).where('numero', '=', numero).execute(),
  );
  expect((await legge('consultazione', numero))[0]).toBe(404);
});

test('la banca dati tiene le richieste di ciascun ente, le fa decidere una volta e non le cancella', async () => {
  const altro = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  const altrui = await inTransazione(p.db, altro.enteId, (tx) =>
    tx.selectFrom('richiesta_consultazione').select('id').execute(),
  );
  expect(altrui).toEqual([]);
  const numero = await registra();
  const { id } = (await chiedi(numero)).corpo;
  await decidi('rsp', id, { esito: 'negata', motivo: 'Non occorre' });
  const cambia = (dati: object) =>
    inTransazione(p.db, p.ente.enteId, (tx) =>
      tx.updateTable('richiesta_consultazione').set(dati).where('id', '=', id).execute(),
    );
  await expect(cambia({ stato: 'concessa', fino_al: giorno(1) })).rejects.toThrow('si decide una volta');
  await expect(cambia({ motivo: 'Un altro motivo, più lungo' })).rejects.toThrow('permission denied');
  await expect(superutente.query(`DELETE FROM richiesta_consultazione WHERE id = '${id}'`)).rejects.toThrow();
});
