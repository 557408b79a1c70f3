import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, inTransazione, type Db, type Tx } from '#platform/db';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { contestoDiProva, creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { traccia, type Attore } from './index.ts';

let banca: BancaDatiDiProva;
let db: Db;
let ente: EnteDiProva;
let ctx: Attore;
let superutente: pg.Client;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.urlSuperutente);
  db = apriBancaDati(banca.url);
  ctx = await contestoDiProva(db, ente, 'rsp');
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await db.destroy();
  await banca.elimina();
});

/** Tables whose changes are not copied, and why. */
const ESENTI: Record<string, string> = {
  traccia: 'è la traccia',
  modifica: 'è la traccia',
  blocco_traccia: 'è la traccia, sigillata',
  foglia: 'è il log del registro',
  testa: 'è il log del registro',
  testa_marca: 'è il log del registro',
  nodo_albero: 'calcolata dalle foglie',
  contatore: 'segue dalle registrazioni, che hanno la loro foglia',
  registro_stato: 'segue dalle foglie; la conferma dell’orologio è un’operazione',
  ente: 'non la scrive l’applicazione',
  migrazione: 'non la scrive l’applicazione',
  migrazione_lock: 'non la scrive l’applicazione',
  fascicolo_evento: 'è una storia immutabile',
  passo_assegnazione: 'è una storia immutabile',
  messaggio_evento: 'è una storia immutabile',
  invio_evento: 'è una storia immutabile',
  pacchetto_evento: 'è una storia immutabile',
  rapporto_impronte: 'è immutabile, e segue dal rapporto',
  storia_autorizzazione: 'è una storia immutabile',
  politica_uso: 'è una storia immutabile',
  conferma_politica: 'è una storia immutabile',
  lettura_riservata: 'è una storia immutabile',
  vidimazione_voce: 'è una storia immutabile, della sua vidimazione',
  vidimazione_carta: 'è una storia immutabile, della sua vidimazione',
  suggerimento_esito: 'è una storia immutabile',
  comunicazione: 'è un messaggio immutabile, che segue da un’operazione',
  comunicazione_destinatario: 'quando ciascuno ha letto un messaggio',
  comunicazione_posta: 'coda di spedizione',
  conteggio_voce: 'calcolata',
  vidimazione_arretrata: 'calcolata',
  vidimazione_cercata: 'a che punto è la macchina',
  visibilita: 'calcolata',
  modello_suggerimenti: 'calcolata',
  casella_stato: 'a che punto è la macchina',
  messaggio_server: 'a che punto è la macchina',
  verifica_registro: 'a che punto è la macchina; la richiesta è un’operazione',
  esportazione: 'a che punto è la macchina; chiederla, portarla via ed eliminarla sono operazioni',
  idempotenza: 'prime risposte, tenute un giorno',
  sessione: 'credenziali in uso; aprirla e chiuderla sono operazioni',
  accesso_esterno: 'accessi in corso',
  sfida: 'accessi in corso',
  dispositivo: 'vale come parte di una credenziale',
  tentativo: 'password errate in corso di conteggio',
  tentativi_fattore: 'codici errati in corso di conteggio',
  recupero_password: 'gettoni; chiederli e usarli sono operazioni',
  password_passata: 'impronte di password; cambiarla è un’operazione',
};

/** Tables whose rows are not copied when they are born, and where their birth is told. */
const NASCITE_ALTROVE: Record<string, string> = {
  registrazione: 'foglia',
  scheda: 'foglia',
  corrispondente: 'foglia',
  registrazione_documento: 'foglia',
  collegamento: 'foglia e storia della registrazione',
  documento: 'immutabile, con la riga del caricamento',
  piano_regola: 'immutabile, con la riga del piano',
  invio_allegato: 'immutabile',
  pacchetto_file: 'immutabile',
  pacchetto: 'pacchetto_evento',
  messaggio: 'messaggio_evento',
  ricevuta: 'il messaggio conservato',
  invio: 'invio_evento',
  invio_destinatario: 'invio_evento',
  avviso: 'non è un’operazione: chiuderlo lo è',
};

type Tabella = { nome: string; eventi: string[]; permessi: string[]; immutabile: boolean };
const tabelle = async (): Promise<Tabella[]> =>
  (
    await superutente.query<Tabella>(`
    SELECT c.relname AS nome,
      ARRAY(SELECT upper(substr(t.tgname, 8)) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'O'
        AND t.tgfoid = 'annota_modifica'::regproc ORDER BY 1) AS eventi,
      ARRAY(SELECT p FROM unnest(ARRAY['DELETE', 'INSERT', 'UPDATE']) p WHERE has_table_privilege('tabularium_applicazione', c.oid, p)
        OR p <> 'DELETE' AND has_any_column_privilege('tabularium_applicazione', c.oid, p) ORDER BY 1) AS permessi,
      EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = 'rifiuta_modifica'::regproc) AS immutabile
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`)
  ).rows;

test('di ogni tabella che il programma può scrivere si tiene prima e dopo, o si dice perché no', async () => {
  const tutte = await tabelle();
  expect(tutte.filter((t) => t.eventi.length > 0).length).toBeGreaterThan(60);
  expect(
    tutte
      .filter((t) => t.eventi.length === 0)
      .map((t) => t.nome)
      .sort(),
  ).toEqual(Object.keys(ESENTI).sort());
  const scoperte = tutte
    .filter((t) => t.eventi.length > 0)
    .flatMap((t) =>
      t.permessi.filter((e) => !t.eventi.includes(e) && !(e === 'INSERT' && t.nome in NASCITE_ALTROVE)),
    );
  expect(scoperte).toEqual([]);
  expect(
    tutte
      .filter((t) => t.eventi.length > 0 && !t.eventi.includes('INSERT'))
      .map((t) => t.nome)
      .sort(),
  ).toEqual(Object.keys(NASCITE_ALTROVE).sort());
  // Said to be a history that nobody alters: the database does not let anybody.
  for (const t of tutte.filter((t) => ESENTI[t.nome]?.includes('immutabile')))
    expect([t.nome, t.immutabile || !t.permessi.some((p) => p !== 'INSERT')]).toEqual([t.nome, true]);
});

type Modifica = {
  tabella: string;
  prima: Record<string, unknown> | null;
  dopo: Record<string, unknown> | null;
};
const modificheDi = async (operazione: string): Promise<Modifica[]> =>
  (
    await superutente.query<Modifica>(
      `SELECT m.tabella, m.prima, m.dopo FROM modifica m JOIN traccia t ON t.id = m.traccia_id WHERE t.operazione = $1
       ORDER BY m.posizione`,
      [operazione],
    )
  ).rows;
const nellEnte = <T>(azione: (tx: Tx) => Promise<T>): Promise<T> => inTransazione(db, ente.enteId, azione);
const aggiungi = (tx: Tx, codice: string) =>
  sql`INSERT INTO impostazione (ente_id, chiave, valore) VALUES (${ente.enteId}, ${codice}, '1')`.execute(tx);

test('una riga per operazione, prima o dopo la scrittura che racconta, con le sole colonne che cambiano', async () => {
  await nellEnte(async (tx) => {
    await aggiungi(tx, 'prova.a');
    await traccia(tx, ctx, 'prova.nata', { tipo: 'prova' });
  });
  expect(await modificheDi('prova.nata')).toEqual([
    { tabella: 'impostazione', prima: null, dopo: { chiave: 'prova.a', valore: 1 } },
  ]);
  await nellEnte(async (tx) => {
    await traccia(tx, ctx, 'prova.cambiata', { tipo: 'prova' });
    await sql`UPDATE impostazione SET valore = '2' WHERE chiave = 'prova.a'`.execute(tx);
    // What stays as it is is no change.
    await sql`UPDATE impostazione SET valore = '2' WHERE chiave = 'prova.a'`.execute(tx);
  });
  expect(await modificheDi('prova.cambiata')).toEqual([
    { tabella: 'impostazione', prima: { valore: 1 }, dopo: { valore: 2 } },
  ]);
  // Two acts of one transaction: each line has its own.
  await nellEnte(async (tx) => {
    await aggiungi(tx, 'prova.b');
    await traccia(tx, ctx, 'prova.prima', { tipo: 'prova' });
    await sql`UPDATE aoo SET indirizzo = 'Via Nuova 1'`.execute(tx);
    await traccia(tx, ctx, 'prova.seconda', { tipo: 'prova' });
  });
  expect((await modificheDi('prova.prima')).map((m) => m.tabella)).toEqual(['impostazione', 'aoo']);
  expect(await modificheDi('prova.seconda')).toEqual([]);
});

test('ciò che si disfa non lascia modifiche, e ciò che cancella dice che cosa c’era', async () => {
  await nellEnte(async (tx) => {
    await sql`SAVEPOINT a`.execute(tx);
    await aggiungi(tx, 'prova.disfatta');
    await sql`ROLLBACK TO SAVEPOINT a`.execute(tx);
    await traccia(tx, ctx, 'prova.disfatta', { tipo: 'prova' });
  });
  expect(await modificheDi('prova.disfatta')).toEqual([]);
  await nellEnte(async (tx) => {
    await sql`INSERT INTO obbligo_secondo_fattore (ente_id, profilo) VALUES (${ente.enteId}, 'amministratore')`.execute(
      tx,
    );
    await traccia(tx, ctx, 'prova.obbligo', { tipo: 'prova' });
  });
  await nellEnte(async (tx) => {
    await tx.deleteFrom('obbligo_secondo_fattore').execute();
    await traccia(tx, ctx, 'prova.tolto', { tipo: 'prova' });
  });
  expect(await modificheDi('prova.tolto')).toEqual([
    { tabella: 'obbligo_secondo_fattore', prima: { profilo: 'amministratore' }, dopo: null },
  ]);
});

test('dei segreti si dice che sono cambiati, mai quali sono', async () => {
  await nellEnte(async (tx) => {
    await sql`UPDATE utente SET password = '$argon2id$prova-segreta' WHERE id = ${ctx.utenteId}`.execute(tx);
    await traccia(tx, ctx, 'prova.password', { tipo: 'prova' });
  });
  const [m] = await modificheDi('prova.password');
  expect(m?.dopo?.['password']).toMatch(/^sha256 [0-9a-f]{64}$/);
  const { rows } = await superutente.query(`SELECT FROM modifica WHERE modifica::text LIKE '%argon2%'`);
  expect(rows).toEqual([]);
  // Every column with such a name is told as a secret, or holds none.
  const { rows: colonne } = await superutente.query<{ colonna: string }>(`
    SELECT c.relname || '.' || a.attname AS colonna FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE t.tgname = 'storia_update' AND a.attname ~ '(segreto|password|privata|sale|credenziale|chiave_pubblica)$'
      AND NOT encode(t.tgargs, 'escape') LIKE '%' || a.attname || '%'`);
  expect(colonne).toEqual([]);
});

test('chi non scrive la riga se la trova scritta dalla banca dati; qui, dove si prova il programma, non riesce', async () => {
  const senzaRiga = (codice: string) => nellEnte((tx) => aggiungi(tx, codice));
  await expect(senzaRiga('prova.senza')).rejects.toThrow('senza la sua riga di traccia: impostazione');
  await superutente.query('ALTER TABLE traccia DISABLE TRIGGER senza_riga');
  await senzaRiga('prova.senza');
  await superutente.query('ALTER TABLE traccia ENABLE TRIGGER senza_riga');
  const { rows } = await superutente.query(
    `SELECT attore, oggetto_tipo FROM traccia WHERE operazione = 'dati.modificati'`,
  );
  expect(rows).toEqual([{ attore: 'sistema', oggetto_tipo: 'impostazione' }]);
  expect(await modificheDi('dati.modificati')).toMatchObject([{ dopo: { chiave: 'prova.senza' } }]);
});

test('le modifiche non si cambiano né si tolgono: né il programma né il proprietario', async () => {
  for (const istruzione of [`UPDATE modifica SET dopo = '{}'`, 'DELETE FROM modifica'])
    await expect(nellEnte((tx) => sql.raw(istruzione).execute(tx))).rejects.toMatchObject({ code: '42501' });
  for (const istruzione of [`UPDATE modifica SET dopo = '{}'`, 'DELETE FROM modifica', 'TRUNCATE modifica'])
    await expect(superutente.query(istruzione)).rejects.toMatchObject({ code: 'TB001' });
});
