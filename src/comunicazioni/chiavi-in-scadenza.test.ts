import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, type Db } from '#platform/db';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { ricordaChiavi } from './chiavi-in-scadenza.ts';

let banca: BancaDatiDiProva;
let db: Db;
let ente: EnteDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await db.destroy();
  await banca.elimina();
});

test('di una chiave che sta per scadere l’amministratore è avvisato trenta e sette giorni prima, una volta per ciascuno', async () => {
  const crea = (nome: string, giorni: number, daGiorni: number, revocata = false) =>
    superutente.query(
      `INSERT INTO chiave_api (ente_id, nome, impronta_segreto, ambiti, scade_il, creata_il, creata_da, revocata_il)
       VALUES ($1, $2, sha256($2::text::bytea), '{registrazioni:leggi}', clock_timestamp() + make_interval(days => $3),
         clock_timestamp() - make_interval(days => $4), $5, CASE WHEN $6 THEN clock_timestamp() END)`,
      [ente.enteId, nome, giorni, daGiorni, ente.utenti.admin.id, revocata],
    );
  await crea('Lontana', 60, 10);
  await crea('Vicina', 20, 300);
  await crea('Revocata', 20, 300, true);
  await crea('Scaduta', -1, 300);
  await crea('Breve', 5, 1);
  const dette = async () => {
    await ricordaChiavi({ db }, ente.enteId);
    const { rows } = await superutente.query<{ oggetto: string; utente_id: string }>(
      `SELECT c.oggetto, d.utente_id FROM comunicazione c JOIN comunicazione_destinatario d ON d.comunicazione_id = c.id
       WHERE c.tipo = 'chiave-api.in-scadenza' ORDER BY c.inviata_il, c.id`,
    );
    expect(new Set(rows.map((r) => r.utente_id))).toEqual(new Set([ente.utenti.admin.id]));
    return rows.map((r) => /«(.*)»/.exec(r.oggetto)?.[1]);
  };
  expect(await dette()).toEqual(['Vicina']);
  expect(await dette()).toEqual(['Vicina']);
  await superutente.query(
    `UPDATE chiave_api SET scade_il = clock_timestamp() + interval '6 days' WHERE nome = 'Vicina'`,
  );
  expect(await dette()).toEqual(['Vicina', 'Vicina']);
  expect(await dette()).toEqual(['Vicina', 'Vicina']);
});
