import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, inTransazione, type Db, type Tx } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import type { ElencoConferme } from './politiche.schema.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, (api) => {
    api.get('/riservata', { config: { permesso: 'registrazione.registra' } }, async () => ({}));
  });
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  await banca.elimina();
});

type Intestazioni = { cookie: string };
const chiama = async (url: string, headers: Intestazioni, payload?: object) => {
  const r = await app.inject({
    method: payload ? 'POST' : 'GET',
    url: `/api/v1${url}`,
    headers,
    ...(payload && { payload }),
  });
  return { stato: r.statusCode, corpo: r.body ? (r.json<Record<string, unknown> | null>() ?? {}) : {} };
};
const pubblica = (chi: Intestazioni, versione: number, testo = `Regole ${versione}`) =>
  chiama('/politiche-uso', chi, { versione, testo });
const conferma = (chi: Intestazioni, versione: number) =>
  chiama('/politiche-uso/conferma', chi, { versione });

test('RN-11.1 ciascuno conferma una volta le politiche di uso, e di nuovo dopo una nuova versione; il responsabile vede chi e quando', async () => {
  const [rsp, operatore, nuovo] = [
    await entra(app, 'rsp'),
    await entra(app, 'operatore'),
    await entra(app, 'nuovo'),
  ];
  expect((await chiama('/riservata', operatore)).stato).toBe(200);
  expect((await chiama('/politiche-uso', operatore)).corpo).toMatchObject({ codice: 'politiche.assenti' });
  expect((await pubblica(rsp, 1)).stato).toBe(204);

  for (const chi of [operatore, nuovo]) {
    expect((await chiama('/sessione', chi)).corpo).toMatchObject({ obblighi: ['politiche'] });
    expect((await chiama('/riservata', chi)).corpo).toMatchObject({
      codice: 'sessione.politiche-da-confermare',
    });
  }
  expect((await chiama('/politiche-uso', operatore)).corpo).toMatchObject({ versione: 1, testo: 'Regole 1' });
  expect((await conferma(operatore, 1)).stato).toBe(204);
  expect((await conferma(operatore, 1)).stato).toBe(204);
  expect((await chiama('/riservata', operatore)).stato).toBe(200);
  // Not asked again at the next access.
  const ancora = await entra(app, 'operatore');
  expect((await chiama('/sessione', ancora)).corpo).toMatchObject({ obblighi: [] });

  // The RSP too confirms what he published before seeing who did.
  expect((await chiama('/politiche-uso/conferme', rsp)).stato).toBe(403);
  await conferma(rsp, 1);
  const { corpo } = (await chiama('/politiche-uso/conferme', rsp)) as unknown as { corpo: ElencoConferme };
  expect(corpo).toMatchObject({ versione: 1, confermate: 2, mancanti: 6 });
  const suo = corpo.items.find((i) => i.nomeUtente === 'operatore');
  expect(Math.abs(Date.parse(suo?.confermataIl ?? '') - Date.now())).toBeLessThan(300_000);
  expect(corpo.items.find((i) => i.nomeUtente === 'nuovo')?.confermataIl).toBeUndefined();
  expect(corpo.items.map((i) => i.confermataIl !== undefined)).toEqual([
    ...Array<boolean>(6).fill(false),
    true,
    true,
  ]);

  expect((await pubblica(rsp, 2)).stato).toBe(204);
  expect((await chiama('/riservata', ancora)).corpo).toMatchObject({
    codice: 'sessione.politiche-da-confermare',
  });
  expect((await conferma(ancora, 1)).corpo).toMatchObject({ codice: 'politiche.superata' });
  expect((await conferma(ancora, 2)).stato).toBe(204);
  expect((await chiama('/riservata', ancora)).stato).toBe(200);
  const righe = await inTransazione(db, ente.enteId, (tx) =>
    tx
      .selectFrom('conferma_politica')
      .select('versione')
      .where('utente_id', '=', ente.utenti.operatore.id)
      .orderBy('versione')
      .execute(),
  );
  expect(righe).toEqual([{ versione: 1 }, { versione: 2 }]);
});

test('le pubblica solo il responsabile; una versione e una conferma non si modificano, nemmeno dal programma', async () => {
  for (const chi of ['admin', 'operatore'] as const) {
    const sessione = await entra(app, chi);
    await conferma(sessione, 2);
    expect((await pubblica(sessione, 3)).stato).toBe(403);
  }
  for (const tabella of ['politica_uso', 'conferma_politica'] as const)
    for (const scrivi of [
      (tx: Tx) => tx.updateTable(tabella).set({ versione: 9 }).execute(),
      (tx: Tx) => tx.deleteFrom(tabella).execute(),
    ])
      await expect(inTransazione<unknown>(db, ente.enteId, scrivi)).rejects.toThrow('permission denied');
});

test('due pubblicazioni insieme non si sovrappongono', async () => {
  const rsp = await entra(app, 'rsp');
  await conferma(rsp, 2);
  const esiti = await Promise.all([pubblica(rsp, 3, 'La prima'), pubblica(rsp, 3, 'La seconda')]);
  expect(esiti.map((e) => e.stato).sort()).toSatisfy(
    (s: number[]) => s.filter((x) => x === 204).length === 1,
  );
});
