import { afterAll, beforeAll, expect, test } from 'vitest';
import { contestoDi } from '#autorizzazioni';
import { apriBancaDati, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../test/support/ente-di-prova.ts';
import { avvisa } from './avvisa.ts';
import { rotteAvvisi } from './avvisi.routes.ts';

const AVVISI = '/api/v1/avvisi';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => rotteAvvisi(api, { db, chi: contestoDi }));
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  await banca.elimina();
});

const solleva = (testo: string) =>
  inTransazione(db, ente.enteId, (tx) => avvisa(tx, ente.enteId, 'prova.orologio', testo));
const leggi = async (headers: { cookie: string }) =>
  (await app.inject({ url: AVVISI, headers })).json<{
    items: { id: string; testo: string; volte: number }[];
  }>().items;

test('un avviso resta finché il responsabile non lo chiude; sollevato ancora conta, dopo la chiusura ritorna', async () => {
  const rsp = await entra(app, 'rsp');
  await solleva('L’orologio è avanti di un’ora.');
  await solleva('L’orologio è avanti di due ore.');
  const [avviso, ...altri] = await leggi(rsp);
  expect(altri).toEqual([]);
  expect(avviso).toMatchObject({ testo: 'L’orologio è avanti di due ore.', volte: 2 });

  const chiudi = (headers: { cookie: string }, id = avviso?.id) =>
    app.inject({ method: 'POST', url: `${AVVISI}/${id}/risoluzione`, headers });
  const operatore = await entra(app, 'operatore');
  expect(await leggi(operatore)).toHaveLength(1);
  expect((await chiudi(operatore)).statusCode).toBe(403);
  expect((await chiudi(rsp)).statusCode).toBe(204);
  expect(await leggi(rsp)).toEqual([]);
  expect((await chiudi(rsp)).json()).toMatchObject({ status: 409, codice: 'avviso.gia-risolto' });
  expect((await chiudi(rsp, ente.enteId)).statusCode).toBe(404);
  const righe = await inTransazione(db, ente.enteId, (tx) =>
    tx
      .selectFrom('traccia')
      .select(['utente_id', 'oggetto_id'])
      .where('operazione', '=', 'avviso.risolto')
      .execute(),
  );
  expect(righe).toEqual([{ utente_id: ente.utenti.rsp.id, oggetto_id: avviso?.id }]);

  await solleva('L’orologio è avanti di tre ore.');
  expect(await leggi(rsp)).toMatchObject([{ volte: 1 }]);
});
