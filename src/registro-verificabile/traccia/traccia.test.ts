import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLettura, inTransazione } from '#platform/db';
import { vaultOf } from '#platform/vault';
import { traccia } from '#tracciamento';
import { contestoDiProva } from '../../../test/support/ente-di-prova.ts';
import { avviaMarcatura, type MarcaturaDiProva } from '../../../test/support/marcatura-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import {
  chiudiNotte,
  verificaRegistro,
  verificaTraccia,
  type EsitoTraccia,
  type PartiNotte,
} from '../index.ts';
import { sigillaTraccia } from './sigilla-traccia.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
let tsa: MarcaturaDiProva;
let parti: PartiNotte;

beforeAll(async () => {
  p = await prodottoDiProva();
  tsa = await avviaMarcatura();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  parti = {
    db: p.db,
    vault: vaultOf([{ id: 'k1', bytes: randomBytes(32) }]),
    orologio: { adesso: () => new Date() },
    log: p.ambiente.log,
    marche: { url: tsa.url, utente: undefined, password: undefined, fidati: [] },
  };
});
afterAll(async () => {
  await superutente.end();
  await tsa.chiudi();
  await p.chiudi();
});

const verifica = (): Promise<EsitoTraccia> => inLettura(p.db, p.ente.enteId, (tx) => verificaTraccia(tx));
const daProprietario = async (...istruzioni: string[]): Promise<void> => {
  await superutente.query('SET session_replication_role = replica');
  for (const i of istruzioni) await superutente.query(i);
  await superutente.query('RESET session_replication_role');
};
/** What is a minute old is sealed: the lines written so far are made old. */
const invecchia = () =>
  daProprietario(
    `UPDATE traccia SET istante = istante - interval '5 minutes' WHERE istante > now() - interval '2 minutes'`,
  );
const codici = async (): Promise<string[]> => [...new Set((await verifica()).difetti.map((d) => d.codice))];

async function scrivi(quante: number): Promise<void> {
  const ctx = await contestoDiProva(p.db, p.ente, 'rsp');
  await inTransazione(p.db, p.ente.enteId, async (tx) => {
    for (let i = 0; i < quante; i++)
      await traccia(tx, ctx, 'rubrica.modificata', { tipo: 'rubrica' }, { indice: i, testo: 'à€😀' });
  });
}

test('le righe della traccia si sigillano a blocchi legati, e ciò che è appena scritto aspetta', async () => {
  await scrivi(30);
  expect(await sigillaTraccia(p.db, p.ente.enteId)).toBe(0);
  await invecchia();
  expect(await sigillaTraccia(p.db, p.ente.enteId)).toBeGreaterThanOrEqual(30);
  expect(await sigillaTraccia(p.db, p.ente.enteId)).toBe(0);
  await scrivi(5);
  await invecchia();
  await sigillaTraccia(p.db, p.ente.enteId);
  await scrivi(3);
  expect(await verifica()).toMatchObject({ blocchi: 2, nonSigillate: 3, difetti: [] });
});

test('non si sigilla mentre è in corso chi può ancora scrivere una riga più vecchia', async () => {
  const lento = new pg.Client(p.banca.urlSuperutente);
  await lento.connect();
  await lento.query('BEGIN');
  await lento.query('SELECT pg_current_xact_id()');
  await scrivi(2);
  await invecchia();
  expect(await sigillaTraccia(p.db, p.ente.enteId)).toBe(0);
  await lento.query('COMMIT');
  await lento.end();
  expect(await sigillaTraccia(p.db, p.ente.enteId)).toBeGreaterThan(0);
});

test('la notte firma la testa di ogni registro che ha novità, una volta al giorno, con la marca', async () => {
  await chiudiNotte(parti, p.ente.enteId);
  await chiudiNotte(parti, p.ente.enteId);
  const { rows } = await superutente.query<{
    codice: string;
    teste: number;
    marche: number;
    tipi: string[];
  }>(`
    SELECT r.codice, count(DISTINCT t.dimensione)::int AS teste, count(DISTINCT m.dimensione)::int AS marche,
      (SELECT array_agg(f.tipo ORDER BY f.posizione) FROM foglia f WHERE f.registro_id = r.id) AS tipi
    FROM registro r JOIN testa t ON t.registro_id = r.id LEFT JOIN testa_marca m USING (registro_id, dimensione) GROUP BY r.id, r.codice`);
  expect(rows).toEqual([{ codice: 'PG', teste: 1, marche: 1, tipi: ['traccia', 'chiave'] }]);
  const esito = await inLettura(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, p.ente.registroId));
  expect(esito).toMatchObject({ foglie: 2, teste: 1, difetti: [] });
});

test('con l’autorità di marcatura ferma la testa c’è lo stesso, la marca arriva dopo, e oltre un giorno lo si segnala', async () => {
  tsa.modo = 'guasta';
  await daProprietario(
    `DELETE FROM testa_marca`,
    `UPDATE testa SET istante = istante - interval '30 hours'`,
    `UPDATE foglia SET istante = istante - interval '31 hours' WHERE tipo = 'traccia'`,
  );
  await chiudiNotte(parti, p.ente.enteId);
  const teste = await superutente.query<{ marcata: boolean }>(
    `SELECT EXISTS (SELECT FROM testa_marca m WHERE m.dimensione = t.dimensione) AS marcata FROM testa t`,
  );
  expect(teste.rows.length).toBeGreaterThanOrEqual(1);
  expect(teste.rows.every((t) => !t.marcata)).toBe(true);
  const avvisi = await superutente.query(`SELECT 1 FROM avviso WHERE codice = 'registro.marca-in-ritardo'`);
  expect(avvisi.rows).toHaveLength(1);
  tsa.modo = 'buona';
  await chiudiNotte(parti, p.ente.enteId);
  const { rows } = await superutente.query(
    `SELECT 1 FROM testa t LEFT JOIN testa_marca m USING (registro_id, dimensione) WHERE m.marca IS NULL`,
  );
  expect(rows).toEqual([]);
});

test('una riga della traccia alterata, tolta o infilata si trova, e anche i blocchi rifatti', async () => {
  await daProprietario('ALTER TABLE traccia DROP CONSTRAINT traccia_di_qualcuno');
  await daProprietario(
    `UPDATE foglia SET istante = (contenuto::jsonb ->> 'istante')::timestamptz WHERE tipo = 'traccia'`,
  );
  expect(await codici()).toEqual([]);
  const conRipristino = async (...istruzioni: string[]): Promise<string[]> => {
    await daProprietario(
      'DROP TABLE IF EXISTS t0, b0',
      'CREATE TABLE t0 AS TABLE traccia',
      'CREATE TABLE b0 AS TABLE blocco_traccia',
    );
    await daProprietario(...istruzioni);
    const trovati = await codici();
    await daProprietario(
      'DELETE FROM traccia',
      'INSERT INTO traccia SELECT * FROM t0',
      'DELETE FROM blocco_traccia',
      'INSERT INTO blocco_traccia SELECT * FROM b0',
    );
    return trovati;
  };
  const una = `(SELECT id FROM traccia ORDER BY istante LIMIT 1)`;
  for (const colonna of [
    `attore = 'altri'`,
    `operazione = 'altra'`,
    `oggetto_id = 'x'`,
    `oggetto_tipo = 'x'`,
    `ip = '::1'`,
    `richiesta = 'x'`,
    `dettaglio = '{}'`,
    `utente_id = gen_random_uuid()`,
    `chiave_api_id = gen_random_uuid()`,
    `unita_id = gen_random_uuid()`,
    `id = gen_random_uuid()`,
    `istante = istante - interval '1 microsecond'`,
  ])
    expect([colonna, await conRipristino(`UPDATE traccia SET ${colonna} WHERE id = ${una}`)]).toEqual([
      colonna,
      ['traccia-alterata'],
    ]);
  expect(await conRipristino(`DELETE FROM traccia WHERE id = ${una}`)).toEqual(['traccia-alterata']);
  const infilata = `INSERT INTO traccia (ente_id, istante, attore, operazione, oggetto_tipo)
    SELECT ente_id, istante + interval '1 microsecond', 'io', 'finta', 'nulla' FROM traccia ORDER BY istante LIMIT 1`;
  expect(await conRipristino(infilata)).toEqual(['traccia-alterata']);
  expect(await conRipristino(`DELETE FROM blocco_traccia WHERE progressivo = 1`)).toContain(
    'blocco-mancante',
  );
  // Whoever makes all the blocks again is betrayed by the leaf that the signed log has.
  await daProprietario(
    'CREATE TABLE b1 AS TABLE blocco_traccia',
    `UPDATE traccia SET attore = 'altri' WHERE id = ${una}`,
    'DELETE FROM blocco_traccia',
  );
  await sigillaTraccia(p.db, p.ente.enteId);
  expect(await codici()).toEqual(['traccia-non-testimoniata']);
});

test('della traccia l’applicazione non può cambiare né togliere nulla, nemmeno i blocchi', async () => {
  for (const istruzione of [
    `UPDATE traccia SET attore = 'x'`,
    'DELETE FROM traccia',
    'DELETE FROM blocco_traccia',
    'UPDATE blocco_traccia SET righe = 1',
  ])
    await expect(
      inTransazione(p.db, p.ente.enteId, (tx) => sql.raw(istruzione).execute(tx)),
    ).rejects.toMatchObject({ code: '42501' });
  for (const istruzione of [
    `UPDATE traccia SET attore = 'x'`,
    'TRUNCATE traccia',
    'DELETE FROM blocco_traccia',
  ])
    await expect(superutente.query(istruzione)).rejects.toMatchObject({ code: 'TB001' });
});
