import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotteDichiarate } from '#autorizzazioni';
import { inLettura } from '#platform/db';
import { verificaTraccia } from '#registro-verificabile';
import { sigillaTraccia } from '../../src/registro-verificabile/traccia/sigilla-traccia.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { nuovoFascicolo } from '../support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

type Metodo = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Valori = Record<string, unknown>;
type Modifica = { tabella: string; prima: Valori | null; dopo: Valori | null };
type Riga = {
  operazione: string;
  utente_id: string;
  attore: string;
  istante: Date;
  modifiche: Modifica[];
};

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

/** The lines that one request wrote, each with what it changed. */
const righeDi = async (richiesta: string): Promise<Riga[]> =>
  (
    await superutente.query<Riga>(
      `SELECT operazione, utente_id, attore, istante, coalesce((SELECT jsonb_agg(to_jsonb(m) ORDER BY m.posizione)
         FROM modifica m WHERE m.traccia_id = t.id), '[]') AS modifiche
       FROM traccia t WHERE richiesta = $1 ORDER BY istante`,
      [richiesta],
    )
  ).rows;

/**
 * Writes as that person and sees that it left one line, his, of now, with what there was before and what there is after.
 *
 * @param attesa table, before and after: what of them must be there
 */
async function scrive(
  chi: UtenteDiProva,
  metodo: Metodo,
  percorso: string,
  corpo: unknown,
  operazione: string,
  attesa: [tabella: string, prima: Valori | null, dopo: Valori | null],
): Promise<Record<string, never>> {
  const da = Date.now();
  const r = await p.chiama<Record<string, never>>(chi, metodo, percorso, { corpo });
  expect([percorso, r.stato < 300, r.stato < 300 ? '' : r.testo]).toEqual([percorso, true, '']);
  const righe = await righeDi(String(r.intestazioni['x-request-id']));
  expect([percorso, righe.map((x) => x.operazione)]).toEqual([percorso, [operazione]]);
  const [riga] = righe;
  expect(riga?.utente_id).toBe(p.ente.utenti[chi].id);
  expect(riga?.attore).toContain(`(${chi})`);
  expect(riga?.istante.getTime()).toBeGreaterThanOrEqual(da - 5);
  expect(riga?.istante.getTime()).toBeLessThanOrEqual(Date.now() + 5);
  const [tabella, prima, dopo] = attesa;
  const sua = riga?.modifiche.filter((m) => m.tabella === tabella);
  expect([percorso, sua]).toEqual([
    percorso,
    expect.arrayContaining([
      expect.objectContaining({
        prima: prima && (expect.objectContaining(prima) as Valori),
        dopo: dopo && (expect.objectContaining(dopo) as Valori),
      }),
    ]),
  ]);
  return r.corpo;
}

const ATTO = { numero: '7', data: '2026-01-10' };
const giorno = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const id = (corpo: Record<string, unknown>) => String(corpo['id']);

async function registra(): Promise<string> {
  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: arrivoDiCarta({ classificazione: 'VI.3' }),
    },
  );
  expect(r.stato, r.testo).toBe(201);
  const righe = await righeDi(String(r.intestazioni['x-request-id']));
  expect(righe.map((x) => x.operazione)).toEqual(['registrata']);
  return `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`;
}

/** What a day of the office writes, slice by slice. */
async function giornata(): Promise<void> {
  const via = await registra();
  await scrive(
    'operatore',
    'PATCH',
    via,
    { versione: 1, note: 'Consegnata a mano' },
    'registrazione.modificata',
    ['scheda', { note: null }, { note: 'Consegnata a mano' }],
  );
  const assegnata = await scrive(
    'operatore',
    'POST',
    `${via}/assegnazioni`,
    { assegnazioni: [{ unita: 'tecnico', titolo: 'competenza' }] },
    'assegnazione.assegnata',
    ['assegnazione', null, { titolo: 'competenza' }],
  );
  expect(assegnata).toBeDefined();
  const chiesta = await scrive(
    'operatore',
    'POST',
    `${via}/annullamento`,
    { motivazione: 'Registrata due volte per errore dello sportello', atto: ATTO },
    'annullamento.richiesto',
    ['richiesta', null, { tipo: 'annullamento', stato: 'in-attesa' }],
  );
  await scrive(
    'rsp',
    'POST',
    `/registri/PG/richieste/${id(chiesta)}/decisione`,
    { esito: 'autorizzata' },
    'registrazione.annullata',
    ['scheda', { annullata: false }, { annullata: true }],
  );

  const voce = await scrive(
    'operatore',
    'POST',
    '/rubrica',
    { tipo: 'PG', denominazione: 'Società Luce' },
    'rubrica.creata',
    ['rubrica_voce', null, { denominazione: 'Società Luce' }],
  );
  await scrive(
    'operatore',
    'PUT',
    `/rubrica/${id(voce)}`,
    { tipo: 'PG', denominazione: 'Società Luce e Gas', versione: 1 },
    'rubrica.modificata',
    ['rubrica_voce', { denominazione: 'Società Luce' }, { denominazione: 'Società Luce e Gas' }],
  );
  await scrive('operatore', 'DELETE', `/rubrica/${id(voce)}`, undefined, 'rubrica.disattivata', [
    'rubrica_voce',
    { attiva: true },
    { attiva: false },
  ]);

  const fascicolo = await scrive('operatore', 'POST', '/fascicoli', nuovoFascicolo(), 'fascicolo.aperto', [
    'fascicolo',
    null,
    { oggetto: 'Permesso di costruire per l’ampliamento di via Roma 1' },
  ]);
  const suo = `/fascicoli/${String(fascicolo['numero'])}`;
  await scrive('operatore', 'PATCH', suo, { versione: 1, note: 'Urgente' }, 'fascicolo.modificato', [
    'fascicolo',
    { note: null },
    { note: 'Urgente' },
  ]);
  await scrive('operatore', 'POST', `${suo}/chiusura`, {}, 'fascicolo.chiuso', [
    'fascicolo',
    { data_chiusura: null },
    {},
  ]);

  await scrive(
    'rsp',
    'POST',
    '/unita',
    { codice: 'sport', dal: giorno(0), atto: 'Delibera 1', denominazione: 'Ufficio Sport', tipo: 'ufficio' },
    'unita.creata',
    ['unita', null, { denominazione: 'Ufficio Sport' }],
  );
  await scrive(
    'rsp',
    'POST',
    '/unita/sport/variazioni',
    { dal: giorno(0), atto: 'Delibera 2', denominazione: 'Ufficio Sport e turismo' },
    'unita.variata',
    ['unita', { denominazione: 'Ufficio Sport' }, { denominazione: 'Ufficio Sport e turismo' }],
  );
  await scrive(
    'admin',
    'PUT',
    `/utenti/${p.ente.utenti.nuovo.id}`,
    { nome: 'Anna', cognome: 'Verdi', rapporto: 'dipendente' },
    'utente.modificato',
    ['utente', { cognome: 'Prova-nuovo' }, { cognome: 'Verdi' }],
  );
  const regola = await scrive(
    'rsp',
    'POST',
    '/regole-smistamento',
    { nome: 'Tributi', parole: { tutte: ['tari'] }, competenza: 'tecnico' },
    'smistamento.regola-aggiunta',
    ['regola_smistamento', null, { nome: 'Tributi' }],
  );
  await scrive('rsp', 'DELETE', `/regole-smistamento/${id(regola)}`, undefined, 'smistamento.regola-tolta', [
    'regola_smistamento',
    { nome: 'Tributi' },
    null,
  ]);
  const serie = await scrive(
    'rsp',
    'POST',
    '/serie',
    { denominazione: 'Opere', criterio: 'Opere pubbliche, per anno', tipoCriterio: 'materia' },
    'serie.creata',
    ['serie', null, { denominazione: 'Opere' }],
  );
  await scrive('rsp', 'PATCH', `/serie/${id(serie)}`, { versione: 1, note: 'Dal 1950' }, 'serie.modificata', [
    'serie',
    { note: null },
    { note: 'Dal 1950' },
  ]);
  const bozza = await scrive(
    'rsp',
    'POST',
    '/titolario/versioni',
    { versione: '2027' },
    'titolario.bozza-creata',
    ['titolario', null, { versione: '2027' }],
  );
  await scrive('rsp', 'DELETE', `/titolario/versioni/${id(bozza)}`, undefined, 'titolario.bozza-eliminata', [
    'titolario',
    { versione: '2027' },
    null,
  ]);
  const modello = await scrive(
    'operatore',
    'POST',
    '/modelli',
    { nome: 'Nido', contenuto: { oggetto: 'Domanda di iscrizione al nido' } },
    'modello.creato',
    ['modello', null, { nome: 'Nido' }],
  );
  await scrive('operatore', 'DELETE', `/modelli/${id(modello)}`, undefined, 'modello.eliminato', [
    'modello',
    { eliminato_il: null },
    {},
  ]);
  const chiave = await scrive(
    'admin',
    'POST',
    '/chiavi-api',
    { nome: 'Sportello', ambiti: ['rubrica:leggi'], scadeIl: `${giorno(30)}T00:00:00Z` },
    'chiave-api.creata',
    ['chiave_api', null, { nome: 'Sportello' }],
  );
  await scrive('admin', 'DELETE', `/chiavi-api/${id(chiave)}`, undefined, 'chiave-api.revocata', [
    'chiave_api',
    { revocata_il: null },
    {},
  ]);
  await scrive(
    'rsp',
    'PUT',
    '/calendario',
    { patrono: { giorno: '12-07', nome: 'Sant’Ambrogio' }, straordinarie: [] },
    'calendario.modificato',
    ['impostazione', null, {}],
  );
  await scrive(
    'operatore',
    'POST',
    '/esclusioni',
    { categoria: 'giornali', descrizione: 'Quotidiano' },
    'esclusione.annotata',
    ['esclusione', null, { descrizione: 'Quotidiano' }],
  );
  await scrive('tecnico', 'POST', '/assenze', { dal: giorno(1), al: giorno(3) }, 'assenza.segnata', [
    'assenza',
    null,
    { dal: giorno(1) },
  ]);
}

const daProprietario = async (...istruzioni: string[]): Promise<void> => {
  await superutente.query('SET session_replication_role = replica');
  for (const i of istruzioni) await superutente.query(i);
  await superutente.query('RESET session_replication_role');
};

/** As if written some minutes ago: what is a minute old is sealed. */
const invecchia = () => daProprietario(`UPDATE traccia SET istante = istante - interval '5 minutes'`);
const difetti = async (): Promise<string[]> =>
  (await inLettura(p.db, p.ente.enteId, (tx) => verificaTraccia(tx))).difetti.map((d) => d.codice);

test('ASM-2 ogni scrittura, annullamenti compresi, lascia una riga con chi, quando, prima e dopo; la traccia non si altera ed è legata da impronte', async () => {
  await giornata();

  // Whatever is not among these goes through the same tables, each under the same guard (src/tracciamento/modifiche.test.ts), and no
  // test of any route or job of the product passes if what it writes has no line (test/support/globale.ts).
  expect(rotteDichiarate(p.app).filter((r) => r.metodo !== 'GET').length).toBeGreaterThan(150);
  const { rows: guardia } = await superutente.query(
    `SELECT FROM pg_trigger WHERE tgrelid = 'traccia'::regclass AND tgname = 'senza_riga' AND tgenabled = 'O'`,
  );
  expect(guardia).toHaveLength(1);
  const { rows: orfane } = await superutente.query(
    `SELECT FROM modifica m WHERE NOT EXISTS (SELECT FROM traccia t WHERE t.id = m.traccia_id AND t.attore <> 'sistema')`,
  );
  expect(orfane).toEqual([]);

  // Append only.
  for (const tabella of ['traccia', 'modifica'])
    for (const istruzione of [
      `UPDATE ${tabella} SET ente_id = ente_id`,
      `DELETE FROM ${tabella}`,
      `TRUNCATE ${tabella}`,
    ])
      await expect(superutente.query(istruzione), istruzione).rejects.toMatchObject({ code: 'TB001' });

  // Chained: who alters as the owner, with the guards off, is found, in the line and in what it changed.
  await invecchia();
  await sigillaTraccia(p.db, p.ente.enteId);
  expect(await difetti()).toEqual([]);
  await superutente.query('CREATE TABLE t0 AS TABLE traccia');
  await superutente.query('CREATE TABLE m0 AS TABLE modifica');
  for (const manomissione of [
    `UPDATE modifica SET prima = '{"annullata": true}' WHERE prima @> '{"annullata": false}'`,
    `UPDATE modifica SET dopo = '{}' WHERE dopo @> '{"annullata": true}'`,
    `UPDATE modifica SET chiave = '{}' WHERE dopo @> '{"annullata": true}'`,
    `UPDATE modifica SET tabella = 'altra' WHERE dopo @> '{"annullata": true}'`,
    `DELETE FROM modifica WHERE dopo @> '{"annullata": true}'`,
    `INSERT INTO modifica (ente_id, traccia_id, tabella, chiave, dopo) SELECT ente_id, traccia_id, 'finta', '{}', '{}' FROM modifica LIMIT 1`,
    `UPDATE traccia SET attore = 'altri' WHERE operazione = 'registrazione.annullata'`,
    `DELETE FROM traccia WHERE operazione = 'registrazione.annullata'`,
  ]) {
    await daProprietario(manomissione);
    expect([manomissione, await difetti()]).toEqual([manomissione, ['traccia-alterata']]);
    await daProprietario(
      'DELETE FROM traccia',
      'INSERT INTO traccia TABLE t0',
      'DELETE FROM modifica',
      'INSERT INTO modifica TABLE m0',
    );
  }
});
