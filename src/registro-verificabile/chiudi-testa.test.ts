import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriviFoglia } from '#numerazione';
import { orologioDiSistema } from '#platform/clock';
import { inTransazione, sqlstate } from '#platform/db';
import { vaultOf } from '#platform/vault';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { contestoDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { AlberoCrescente } from './albero.ts';
import {
  chiudiTesta,
  firmaValida,
  leggiTesto,
  LogIncoerente,
  provaConsistenza,
  provaInclusione,
  ruotaChiave,
  testoFirmato,
  ultimaTesta,
  verificaConsistenza,
  verificaInclusione,
  type PartiTeste,
  type Testa,
} from './index.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
let parti: PartiTeste;

beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  const vault = vaultOf([{ id: 'k1', bytes: randomBytes(32) }]);
  parti = { db: p.db, vault, orologio: orologioDiSistema, log: p.ambiente.log };
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const registra = async (): Promise<void> => {
  const r = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
  expect(r.testo && r.stato).toBe(201);
};
const chiudi = (registroId = p.ente.registroId): Promise<Testa> =>
  chiudiTesta(parti, p.ente.enteId, registroId);

type Riga = { posizione: number; tipo: string; contenuto: string; impronta: Buffer };
async function foglie(registroId = p.ente.registroId): Promise<Riga[]> {
  const { rows } = await superutente.query<Riga>(
    'SELECT posizione::int, tipo, contenuto, impronta FROM foglia WHERE registro_id = $1 ORDER BY posizione',
    [registroId],
  );
  return rows;
}
const radiceDi = (righe: Riga[]): string => {
  const albero = new AlberoCrescente();
  for (const f of righe) albero.aggiungi(f.impronta);
  return albero.radice().toString('base64');
};
const chiaviDi = (righe: Riga[]): { chiave: string; impronta: string; precedente: string; firma: string }[] =>
  righe.filter((f) => f.tipo === 'chiave').map((f) => JSON.parse(f.contenuto) as never);

test('la testa firma il registro com’è, dopo aver annunciato la chiave nel registro stesso', async () => {
  await registra();
  await registra();
  const testa = await chiudi();
  const righe = await foglie();
  expect(righe.map((f) => f.tipo)).toEqual(['registrazione', 'registrazione', 'chiave']);
  expect(testa.dimensione).toBe(3);
  expect(testa.radice).toBe(radiceDi(righe));
  const [annuncio] = chiaviDi(righe);
  expect(annuncio).toMatchObject({ impronta: testa.improntaChiave, precedente: null, firma: null });
  expect(leggiTesto(testa.testo)).toEqual({
    codiceIpa: p.ente.codiceIpa,
    registro: 'PG',
    dimensione: 3,
    radice: Buffer.from(testa.radice, 'base64'),
    istante: testa.istante,
    improntaChiave: testa.improntaChiave,
  });
  const pubblica = Buffer.from(annuncio?.chiave ?? '', 'base64');
  expect(firmaValida(pubblica, testa.testo, testa.firma)).toBe(true);
  expect(firmaValida(pubblica, testa.testo.replace('\n3\n', '\n2\n'), testa.firma)).toBe(false);
  expect(testoFirmato(testa).split('\n')).toHaveLength(8);
});

test('chiudere di nuovo, o in due insieme, dà la stessa testa', async () => {
  const prima = await chiudi();
  expect(await chiudi()).toEqual(prima);
  await registra();
  const [a, b] = await Promise.all([chiudi(), chiudi()]);
  expect(a).toEqual(b);
  expect(a.dimensione).toBe(prima.dimensione + 1);
});

test('la testa di un registro vuoto nasce con la sua chiave, la stessa dell’ente', async () => {
  const { rows } = await superutente.query<{ id: string }>(
    `SELECT id FROM registro WHERE tipo = 'repertorio' AND ente_id = $1 ORDER BY codice LIMIT 2`,
    [p.ente.enteId],
  );
  const [uno, due] = rows.map((r) => r.id) as [string, string];
  const teste = await Promise.all([chiudi(uno), chiudi(due)]);
  expect(teste.map((t) => t.dimensione)).toEqual([1, 1]);
  expect(new Set([...teste, await chiudi()].map((t) => t.improntaChiave)).size).toBe(1);
});

test('la chiave sostituita è firmata da quella di prima, entra in ogni registro, e la vecchia non firma più', async () => {
  const prima = await chiudi();
  const ctx = await contestoDiProva(p.db, p.ente, 'rsp');
  const nuova = await inTransazione(p.db, p.ente.enteId, (tx) => ruotaChiave(tx, parti.vault, ctx));
  const testa = await chiudi();
  expect(testa.improntaChiave).toBe(nuova);
  expect(testa.dimensione).toBe(prima.dimensione + 1);
  const [vecchia, annuncio] = chiaviDi(await foglie());
  expect(annuncio).toMatchObject({ impronta: nuova, precedente: prima.improntaChiave });
  const passaggio = `tabularium/chiave/1\n${p.ente.codiceIpa}\n${nuova}\n`;
  expect(firmaValida(Buffer.from(vecchia?.chiave ?? '', 'base64'), passaggio, annuncio?.firma ?? '')).toBe(
    true,
  );
  const { rows } = await superutente.query<{ privata: string | null }>(
    'SELECT privata FROM chiave_firma ORDER BY progressivo',
  );
  expect(rows[0]?.privata).toBeNull();
  expect(rows[1]?.privata).toMatch(/^v1\.k1\./);
  // A log whose first head comes after the replacement tells the whole chain.
  const { rows: altri } = await superutente.query<{ id: string }>(
    `SELECT id FROM registro r WHERE tipo = 'repertorio' AND ente_id = $1 AND NOT EXISTS (SELECT FROM testa t WHERE t.registro_id = r.id) LIMIT 1`,
    [p.ente.enteId],
  );
  await chiudi(altri[0]?.id);
  expect(chiaviDi(await foglie(altri[0]?.id)).map((c) => c.impronta)).toEqual([prima.improntaChiave, nuova]);
});

test('con oltre 256 foglie le prove vengono dai nodi conservati e valgono', async () => {
  const prima = await chiudi();
  await inTransazione(p.db, p.ente.enteId, async (tx) => {
    for (let i = 0; i < 300; i++)
      await scriviFoglia(tx, {
        ente: { id: p.ente.enteId, codiceIpa: p.ente.codiceIpa },
        registroId: p.ente.registroId,
        tipo: 'traccia',
        dati: { prova: i },
        adesso: new Date(),
        attore: 'sistema',
      });
  });
  const dopo = await chiudi();
  const righe = await foglie();
  expect(dopo.radice).toBe(radiceDi(righe));
  const radice = Buffer.from(dopo.radice, 'base64');
  await inTransazione(p.db, p.ente.enteId, async (tx) => {
    expect(await ultimaTesta(tx, p.ente.registroId)).toEqual(dopo);
    for (const f of righe.filter((r) => r.posizione % 41 === 1)) {
      const prova = await provaInclusione(tx, p.ente.registroId, f.posizione, dopo.dimensione);
      const percorso = prova.map((b) => Buffer.from(b, 'base64'));
      expect(verificaInclusione(f.impronta, f.posizione - 1, dopo.dimensione, percorso, radice)).toBe(true);
    }
    const prova = await provaConsistenza(tx, p.ente.registroId, prima.dimensione, dopo.dimensione);
    const percorso = prova.map((b) => Buffer.from(b, 'base64'));
    const radicePrima = Buffer.from(prima.radice, 'base64');
    expect(verificaConsistenza(prima.dimensione, radicePrima, dopo.dimensione, radice, percorso)).toBe(true);
  });
});

test('teste, marche, nodi e chiavi non si alterano, e la chiave privata non la legge il lettore', async () => {
  const prova = async (
    istruzione: string,
    ruolo = 'tabularium_applicazione',
  ): Promise<string | undefined> => {
    try {
      await superutente.query('BEGIN');
      await superutente.query(`SET LOCAL ROLE ${ruolo}`);
      await superutente.query(`SELECT set_config('tabularium.ente', $1, true)`, [p.ente.enteId]);
      await superutente.query(istruzione);
      return undefined;
    } catch (errore) {
      return sqlstate(errore);
    } finally {
      await superutente.query('ROLLBACK');
    }
  };
  for (const tabella of ['testa', 'testa_marca', 'nodo_albero', 'chiave_firma'])
    expect(await prova(`DELETE FROM ${tabella}`)).toBe('42501');
  expect(await prova(`UPDATE testa SET istante = istante + interval '1 day'`)).toBe('42501');
  expect(await prova(`UPDATE testa SET dimensione = dimensione`, 'postgres')).toBe('TB001');
  expect(await prova(`DELETE FROM nodo_albero`, 'postgres')).toBe('TB001');
  expect(await prova(`DELETE FROM chiave_firma`, 'postgres')).toBe('TB001');
  expect(await prova(`UPDATE chiave_firma SET privata = 'x', ritirata_il = NULL WHERE progressivo = 1`)).toBe(
    'TB001',
  );
  expect(await prova(`SELECT pubblica FROM chiave_firma`, 'tabularium_lettore')).toBeUndefined();
  expect(await prova(`SELECT privata FROM chiave_firma`, 'tabularium_lettore')).toBe('42501');
  expect(await prova(`SELECT * FROM testa`, 'tabularium_lettore')).toBeUndefined();
});

test('un registro che non comincia più come dice l’ultima testa non si firma, e lo si segnala', async () => {
  await registra();
  await superutente.query('SET session_replication_role = replica');
  await superutente.query(
    `UPDATE foglia SET contenuto = contenuto || ' ', impronta = sha256('\\x00'::bytea || convert_to(contenuto || ' ', 'UTF8'))
     WHERE registro_id = $1 AND posizione = (SELECT max(dimensione) FROM testa WHERE registro_id = $1)`,
    [p.ente.registroId],
  );
  await superutente.query('RESET session_replication_role');
  await expect(chiudi()).rejects.toThrow(LogIncoerente);
  const { rows } = await superutente.query(
    `SELECT 1 FROM avviso WHERE codice = 'registro.log-incoerente.PG'`,
  );
  expect(rows).toHaveLength(1);
});
