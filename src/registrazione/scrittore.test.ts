import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orologioDiSistema } from '#platform/clock';
import { apriBancaDati, inLettura, type Db } from '#platform/db';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { contestoDiProva, creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { registra } from './registra.ts';
import { Scrittore } from './scrittore.ts';
import { verificaRegistro } from '#registro-verificabile';

let banca: BancaDatiDiProva;
let db: Db;
let ente: EnteDiProva;

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.urlSuperutente);
  db = apriBancaDati(banca.url);
  const superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  await superutente.query(`
    CREATE FUNCTION guasto() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'guasto voluto'; END $$;
    CREATE CONSTRAINT TRIGGER zz_guasto AFTER INSERT ON registrazione DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.oggetto LIKE '%guasta%') EXECUTE FUNCTION guasto();`);
  await superutente.end();
});
afterAll(async () => {
  await db.destroy();
  await banca.elimina();
});

test('una registrazione che la base di dati rifiuta al commit non trascina con sé quelle scritte insieme', async () => {
  const parti = {
    db,
    scrittore: new Scrittore({ db, orologio: orologioDiSistema }),
    orologio: orologioDiSistema,
    urlPubblico: 'https://protocollo.prova.example',
    urlConfigurato: true,
  };
  const ctx = await contestoDiProva(db, ente, 'operatore');
  const esiti = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) =>
      registra(
        parti,
        ctx,
        'PG',
        arrivoDiCarta({ oggetto: i % 10 === 3 ? 'Domanda guasta' : `Domanda numero ${i}` }),
      ),
    ),
  );
  expect(esiti.map((e, i) => [i, e.status]).filter(([, stato]) => stato === 'rejected')).toEqual([
    [3, 'rejected'],
    [13, 'rejected'],
    [23, 'rejected'],
    [33, 'rejected'],
  ]);
  const esito = await inLettura(db, ente.enteId, (tx) => verificaRegistro(tx, ente.registroId));
  expect(esito).toMatchObject({ registrazioni: 36, foglie: 36, difetti: [] });
});
