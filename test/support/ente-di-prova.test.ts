import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, inTransazione, type Db } from '#platform/db';
import { nuovaBancaDati, type BancaDatiDiProva } from './banca-dati.ts';
import { contestoDiProva, creaEnteDiProva, type EnteDiProva } from './ente-di-prova.ts';

let banca: BancaDatiDiProva;
let db: Db;
let primo: EnteDiProva;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  db = apriBancaDati(banca.url, { max: 2 });
  primo = await creaEnteDiProva(banca.url);
});
afterAll(async () => {
  await db.destroy();
  await banca.elimina();
});

test('l’ente di prova ha uffici, utenti, registro e titolario, e l’applicazione ne vede uno alla volta', async () => {
  const secondo = await creaEnteDiProva(banca.urlSuperutente, 2);
  const contiDi = (ente: EnteDiProva) =>
    inTransazione(db, ente.enteId, async (tx) => ({
      registri: await tx
        .selectFrom('registro')
        .select(['id', 'codice'])
        .where('tipo', '=', 'protocollo')
        .execute(),
      stati: (await tx.selectFrom('registro_stato').selectAll().execute()).length,
      utenti: (await tx.selectFrom('utente').select('id').execute()).length,
      voci: (await tx.selectFrom('voce_titolario').select('id').execute()).length > 100,
      categorie: (await tx.selectFrom('categoria_esclusa').select('id').execute()).length > 10,
    }));
  for (const ente of [primo, secondo])
    expect(await contiDi(ente)).toEqual({
      registri: [{ id: ente.registroId, codice: 'PG' }],
      // The protocollo, the fascicoli, and the 23 repertori of the manual.
      stati: 25,
      utenti: 8,
      voci: true,
      categorie: true,
    });
});

test('il contesto di prova dice profilo, ufficio e permessi dell’utente', async () => {
  const ctx = await contestoDiProva(db, primo, 'operatore');
  expect(ctx).toMatchObject({
    profilo: 'operatore',
    unita: { codice: 'protocollo', uop: true, ufficioProtocollo: true },
  });
  expect(ctx.permessi.has('registrazione.registra')).toBe(true);
  expect((await contestoDiProva(db, primo, 'nuovo')).permessi.size).toBe(0);
});
