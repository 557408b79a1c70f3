import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concediRuoli, configurazionePool, RUOLO_APPLICAZIONE } from '#platform/db';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { creaEnteDiProva, type EnteDiProva, type UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Elenco, Registrazione, RichiestaRegistrazione } from './registrazione.schema.ts';

const UTENTE = 'ricerca_di_prova';
let p: ProdottoDiProva;
let superutente: pg.Client;
/** As the product is installed where its user is not the owner: he may work as the application and nothing more. */
let applicazione: pg.Client;

beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await superutente.query(`CREATE ROLE ${UTENTE} LOGIN NOINHERIT`);
  const url = new URL(p.banca.url);
  url.username = UTENTE;
  await concediRuoli(p.banca.url, url.href);
  applicazione = new pg.Client(configurazionePool(url.href, RUOLO_APPLICAZIONE));
  await applicazione.connect();
});
afterAll(async () => {
  await applicazione.end();
  await superutente.query(`DROP ROLE ${UTENTE}`);
  await superutente.end();
  await p.chiudi();
});

async function registra(altro: Partial<RichiestaRegistrazione>): Promise<string> {
  const { corpo, stato, testo } = await p.chiama<Registrazione>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    { corpo: arrivoDiCarta(altro) },
  );
  expect(stato, testo).toBe(201);
  return corpo.numero;
}
async function trova(filtro: Record<string, string>, chi: UtenteDiProva = 'operatore'): Promise<Elenco> {
  const risposta = await p.chiama<Elenco>(
    chi,
    'GET',
    `/registri/PG/registrazioni?${new URLSearchParams(filtro)}`,
  );
  expect(risposta.stato, risposta.testo).toBe(200);
  return risposta.corpo;
}
const numeri = async (filtro: Record<string, string>, chi?: UtenteDiProva) =>
  (await trova(filtro, chi)).items.map((v) => v.numero);

const persona = (nome: string, cognome: string, codiceFiscale?: string) => ({
  tipo: 'PF' as const,
  nome,
  cognome,
  ...(codiceFiscale && { codiceFiscale }),
});

test('un corrispondente si trova dall’inizio delle parole del nome, in ogni ordine, o dal codice fiscale intero', async () => {
  const sua = await registra({ mittenti: [persona('Zaccaria', 'Dell’Òrto-Bianchi', 'DLLZCR70A01H501X')] });
  const altra = await registra({ oggetto: 'Reclamo contro Zaccaria Dellorto' });
  for (const corrispondente of [
    'zacc',
    'orto zaccaria',
    'ÒRTO-BIA',
    "dell'orto",
    'bianchi z',
    'dllzcr70a01h501x',
  ])
    expect([corrispondente, await numeri({ corrispondente })]).toEqual([corrispondente, [sua]]);
  expect(await numeri({ corrispondente: 'zaccaria rossi' })).toEqual([]);
  expect(await numeri({ q: 'zaccaria' })).toEqual([altra, sua]);
});

test('un indirizzo PEC nel testo trova le registrazioni del suo corrispondente, e non quelle di un indirizzo simile', async () => {
  const con = (indirizzo: string) =>
    registra({
      mittenti: [{ tipo: 'PG', denominazione: 'Officine Prova', indirizziDigitali: [indirizzo] }],
    });
  const sua = await con('officine.prova@pec.example.it');
  await con('officine@pec.example.it');
  expect(await numeri({ q: 'officine.prova@pec.example.it' })).toEqual([sua]);
  expect(await numeri({ q: 'Officine.Prova@PEC.example.it' })).toEqual([sua]);
});

test('di migliaia di destinatari si trova anche l’ultimo, e con essi il luogo e le note', async () => {
  const destinatari = Array.from({ length: 4000 }, (_, n) =>
    persona(`Nome${n}`, `Cognome${n}`, `CGNNMO70A01H${String(n).padStart(3, '0')}X`.slice(0, 16)),
  );
  const numero = await registra({
    flusso: 'U',
    mittenti: [],
    destinatari,
    luogo: 'Borgo Lontano',
    note: 'Estremamente',
  });
  expect(await numeri({ corrispondente: 'cognome3999' })).toEqual([numero]);
  expect(await numeri({ luogo: 'lont' })).toEqual([numero]);
  expect(await numeri({ q: 'estremamente' })).toEqual([numero]);
});

test('chi vede solo la sua unità trova solo i documenti di essa, e anche il conteggio è il suo', async () => {
  const suo = await registra({ oggetto: 'Relazione vincolistica', unitaCompetente: 'tecnico' });
  const altrui = await registra({ oggetto: 'Relazione vincolistica' });
  expect(await numeri({ q: 'vincolistica' })).toEqual([altrui, suo]);
  expect(await trova({ q: 'vincolistica' }, 'tecnico')).toMatchObject({
    items: [{ numero: suo }],
    totale: 1,
  });
});

test('le funzioni che cercano non danno righe di un altro ente, nemmeno a chi ne conosce il registro', async () => {
  // Whoever signs in after this must say of which ente he is.
  for (const chi of ['rsp', 'tecnico'] as const) await trova({}, chi);
  const altro: EnteDiProva = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  await registra({ oggetto: 'Segretissimo affare', mittenti: [persona('Segreto', 'Segretissimo')] });
  await superutente.query(
    `INSERT INTO rubrica_voce (ente_id, tipo, denominazione) VALUES ($1, 'PG', 'Segretissimo')`,
    [p.ente.enteId],
  );
  const comeEnte = async (ente: string) => {
    await applicazione.query(`SELECT set_config('tabularium.ente', $1, false)`, [ente]);
    const { rows } = await applicazione.query<{ ids: string[]; totale: number; rubrica: string[] }>(
      `SELECT c.*, cerca_rubrica(ARRAY['segretissimo'], '', NULL, NULL, NULL, NULL, 10) AS rubrica
       FROM cerca_registrazioni($1, $2, to_tsquery('italiano', 'affare'), NULL, 0, NULL, true, NULL, NULL, 10) c`,
      [p.ente.registroId, { corrispondente: 'segretissimo' }],
    );
    return [rows[0]?.ids.length, rows[0]?.totale, rows[0]?.rubrica.length];
  };
  expect(await comeEnte(p.ente.enteId)).toEqual([1, 1, 1]);
  expect(await comeEnte(altro.enteId)).toEqual([0, 0, 0]);
  expect(await comeEnte('')).toEqual([0, 0, 0]);
});

test('l’applicazione non può diventare chi cerca, e da sé continua a vedere solo il suo ente', async () => {
  for (const ruolo of ['tabularium_ricerca', 'proprietario', 'postgres'])
    await expect(applicazione.query(`SET ROLE ${ruolo}`)).rejects.toMatchObject({ code: '42501' });
  await applicazione.query(`SELECT set_config('tabularium.ente', gen_random_uuid()::text, false)`);
  for (const tabella of ['scheda', 'registrazione', 'corrispondente', 'rubrica_voce', 'visibilita'])
    expect((await applicazione.query(`SELECT FROM ${tabella}`)).rowCount).toBe(0);
  const { rows } = await superutente.query(
    `SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
       AND (has_function_privilege('tabularium_lettore', oid, 'EXECUTE') OR array_to_string(proconfig, ' ') NOT LIKE '%search_path=pg_catalog%')`,
  );
  expect(rows).toEqual([]);
});

test('l’elenco è lo stesso per qualunque via lo si cerchi: tra pochi, tra molti, quando i molti sono lontani', async () => {
  const { registroId, enteId } = p.ente;
  // A year of its own, of which the first third has one word and the rest the other.
  await superutente.query(`SET session_replication_role = replica`);
  await superutente.query(
    `INSERT INTO scheda (registrazione_id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, corrispondenti, visibile_a, ricerca, nomi)
     SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, $1, $2, 2020, n,
       timestamptz '2020-01-01 08:00Z' + n * interval '10 minutes', 'E', 'Prova', 'Nessuno', ARRAY[$3::uuid, $4::uuid],
       CASE WHEN n <= 10500 THEN 'lontan:1' ELSE 'vicin:1' END::tsvector, '' FROM generate_series(1, 31500) n`,
    [enteId, registroId, p.ente.unita.protocollo.id, p.ente.unita.tecnico.id],
  );
  await superutente.query(
    `UPDATE scheda s SET voce_titolario_id = v.id FROM voce_titolario v
     WHERE s.anno = 2020 AND v.ente_id = $1 AND v.codice = CASE WHEN s.numero <= 10500 THEN 'VI.1' ELSE 'VI.2' END`,
    [enteId],
  );
  await superutente.query(
    `INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione, voce_titolario_id)
     SELECT s.ente_id, s.registro_id, p, s.istante, s.numero, s.registrazione_id, s.flusso, s.protezione, s.voce_titolario_id
     FROM scheda s, unnest(s.visibile_a) p WHERE s.anno = 2020`,
  );
  await superutente.query(`SET session_replication_role = DEFAULT`);
  await superutente.query(`VACUUM ANALYZE scheda, visibilita`);
  const anno = { dal: '2020-01-01', al: '2020-12-31', limit: '3' };
  const attesi = async (chi: 'operatore' | 'rsp' | 'tecnico') => {
    const lontani = await trova({ ...anno, q: 'lontani' }, chi);
    expect(lontani).toMatchObject({ totale: 10_000, totaleLimitato: true });
    expect(lontani.items.map((v) => v.numero)).toEqual(['0010500', '0010499', '0010498']);
    expect(await numeri({ ...anno, q: 'lontani', cursor: lontani.cursor ?? '' }, chi)).toEqual([
      '0010497',
      '0010496',
      '0010495',
    ]);
    expect(await numeri({ ...anno, q: 'vicini' }, chi)).toEqual(['0031500', '0031499', '0031498']);
    expect(await trova({ ...anno, dal: '2020-03-15', q: 'lontani' }, chi)).toMatchObject({
      totale: 0,
      items: [],
    });
    const inMarzo = await trova({ dal: '2020-03-01', al: '2020-03-01', q: 'lontani' }, chi);
    expect(inMarzo).toMatchObject({ totale: 144, totaleLimitato: false });
    expect(inMarzo.items[0]).toMatchObject({ dataRegistrazione: '2020-03-01T23:50:00.000+01:00' });
    expect(await trova({ ...anno, q: 'vicini lontani' }, chi)).toMatchObject({ totale: 0 });
    expect((await trova({ q: 'vicini', al: '2019-12-31' }, chi)).items).toEqual([]);
    // Without words: what `visibilita` answers by itself, for who sees a part.
    const senza = await trova({ ...anno, flusso: 'E' }, chi);
    expect(senza).toMatchObject({ totale: 10_000, totaleLimitato: true });
    expect(senza.items.map((v) => v.numero)).toEqual(['0031500', '0031499', '0031498']);
    const poi = await trova({ ...anno, cursor: senza.cursor ?? '' }, chi);
    expect(poi).toMatchObject({ totale: 10_000, totaleLimitato: true });
    expect(poi.items.map((v) => v.numero)).toEqual(['0031497', '0031496', '0031495']);
    expect(await trova({ dal: '2020-03-01', al: '2020-03-01' }, chi)).toMatchObject({ totale: 144 });
    expect(await trova({ ...anno, flusso: 'U' }, chi)).toMatchObject({ totale: 0, items: [] });
    // Of a class with those below it, each once, in order across them.
    const diClasse = await trova({ ...anno, classificazione: 'VI' }, chi);
    expect(diClasse).toMatchObject({ totale: 10_000, totaleLimitato: true });
    expect(diClasse.items.map((v) => v.numero)).toEqual(['0031500', '0031499', '0031498']);
    expect(await numeri({ ...anno, classificazione: 'VI', cursor: diClasse.cursor ?? '' }, chi)).toEqual([
      '0031497',
      '0031496',
      '0031495',
    ]);
    const inMezzo = { dal: '2020-03-13', al: '2020-03-14', limit: '200' };
    expect(await numeri({ ...inMezzo, classificazione: 'VI' }, chi)).toEqual(await numeri(inMezzo, chi));
    expect(await trova({ ...inMezzo, classificazione: 'VI.1' }, chi)).toMatchObject({ totale: 187 });
    expect(await trova({ ...anno, classificazione: 'VI', q: 'lontani' }, chi)).toMatchObject({
      totale: 10_000,
    });
    expect(await trova({ ...anno, classificazione: 'VI.1', q: 'vicini' }, chi)).toMatchObject({ totale: 0 });
    expect(await trova({ ...anno, classificazione: 'VI', flusso: 'U' }, chi)).toMatchObject({ totale: 0 });
    expect(await trova({ ...anno, classificazione: 'X' }, chi)).toMatchObject({ totale: 0, items: [] });
  };
  for (const chi of ['operatore', 'rsp', 'tecnico'] as const) await attesi(chi);
  // The planner believes in millions of rows, and the count begins from the newest ones.
  await superutente.query(
    `UPDATE pg_class SET reltuples = reltuples * 100 WHERE oid = 'public.scheda'::regclass`,
  );
  for (const chi of ['operatore', 'rsp', 'tecnico'] as const) await attesi(chi);
});
