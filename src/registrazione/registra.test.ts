import { afterAll, beforeAll, expect, test } from 'vitest';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, contestoDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { orologioDiSistema } from '#platform/clock';
import { apriBancaDati, inTransazione, type Db } from '#platform/db';
import { registra, type PartiRegistra } from './registra.ts';
import type { Registrazione, RichiestaRegistrazione } from './registrazione.schema.ts';
import { Scrittore } from './scrittore.ts';
import { verificaRegistro } from '#registro-verificabile';

let banca: BancaDatiDiProva;
let db: Db;
let ente: EnteDiProva;
let parti: PartiRegistra;

const carta: RichiestaRegistrazione = {
  flusso: 'E',
  oggetto: 'Domanda di iscrizione all’asilo nido',
  supporto: 'analogico',
  analogico: { esemplare: 'originale', unico: true, disponibile: true },
  mittente: { tipo: 'PF', nome: 'Maria', cognome: 'Rossi' },
  mezzo: 'sportello',
};

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.urlSuperutente);
  db = apriBancaDati(banca.url);
  parti = {
    db,
    scrittore: new Scrittore({ db, orologio: orologioDiSistema }),
    orologio: orologioDiSistema,
    urlPubblico: 'https://protocollo.example.org',
    urlConfigurato: true,
  };
});

afterAll(async () => {
  await db.destroy();
  await banca.elimina();
});

test('la registrazione di un documento riceve numero, data e segnatura, e il registro verifica', async () => {
  const ctx = await contestoDiProva(db, ente, 'operatore');
  const r = JSON.parse((await registra(parti, ctx, 'PG', carta)).corpo) as Registrazione;
  expect(r.numero).toBe('0000001');
  expect(r.segnatura).toContain('PG n. 0000001/');
  const esito = await inTransazione(db, ente.enteId, (tx) => verificaRegistro(tx, ente.registroId));
  expect(esito).toMatchObject({ registrazioni: 1, foglie: 1, difetti: [] });
});
