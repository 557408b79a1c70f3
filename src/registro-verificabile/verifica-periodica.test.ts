import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileSystemStore } from '#platform/storage';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { chiediVerifichePeriodiche, lavoroVerificaRegistro } from './index.ts';
import type { ElencoStati } from './registro-verificabile.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  const r = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
  expect(r.stato, r.testo).toBe(201);
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

/** The nightly round of a day that is so many days from today. */
const notte = (fra: number, verificaGiorni = 7): Promise<void> =>
  chiediVerifichePeriodiche(
    { db: p.db, orologio: { adesso: () => new Date(Date.now() + fra * 86_400_000) }, verificaGiorni },
    p.ente.enteId,
  );
const chieste = async (): Promise<{ id: string; stato: string; utente_id: string | null }[]> =>
  (await superutente.query('SELECT id, stato, utente_id FROM verifica_registro ORDER BY chiesta_il'))
    .rows as never;
const esegui = async (): Promise<void> => {
  const archivio = await openFileSystemStore(join(p.ambiente.dati, 'documenti'));
  for (const { id } of (await chieste()).filter((v) => v.stato === 'in-attesa'))
    await lavoroVerificaRegistro(
      { enteId: p.ente.enteId, verificaId: id },
      { db: p.db, archivio, log: p.ambiente.log },
    );
};

test('un registro che nessuno verifica da una settimana si verifica da sé, di notte; chi non lo vuole non l’ha', async () => {
  await notte(0, 0);
  expect(await chieste()).toEqual([]);
  await notte(0);
  expect(await chieste()).toMatchObject([{ stato: 'in-attesa', utente_id: null }]);
  // Asked for and not done yet: it is not asked for twice.
  await notte(30);
  expect(await chieste()).toHaveLength(1);
  await esegui();
  const { corpo } = await p.chiama<ElencoStati>('rsp', 'GET', '/stato-registri');
  expect(corpo.verificaGiorni).toBe(7);
  expect(corpo.items[0]?.verifica).toMatchObject({
    stato: 'conclusa',
    chiestaDa: 'sistema',
    ancheFile: false,
    esito: { registrazioni: 1, difetti: [] },
  });
  await notte(6);
  expect(await chieste()).toHaveLength(1);
  await notte(7);
  expect(await chieste()).toHaveLength(2);
});

test('ciò che si altera dove nessuno guarda diventa un avviso', async () => {
  await esegui();
  await superutente.query(
    `SET session_replication_role = replica; UPDATE registrazione SET oggetto = 'Altro'; SET session_replication_role = DEFAULT`,
  );
  await notte(14);
  await esegui();
  const { rows } = await superutente.query(`SELECT testo FROM avviso WHERE codice = 'registro.difetti.PG'`);
  expect(rows).toEqual([
    { testo: expect.stringContaining('La verifica del registro PG ha trovato 2 difetti') as string },
  ]);
});
