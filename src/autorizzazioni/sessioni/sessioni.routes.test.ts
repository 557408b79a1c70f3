import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBancaDati, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA, type EnteDiProva } from '../../../test/support/ente-di-prova.ts';
import { descriviAgente } from './descrivi-agente.ts';
import type { ElencoSessioni } from './sessioni.schema.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let altro: EnteDiProva;
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  altro = await creaEnteDiProva(banca.url, 2);
  db = apriBancaDati(banca.url);
  app = await appDiProva(db, () => undefined);
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  await banca.elimina();
});

type Intestazioni = { cookie: string };
async function accedi(utente: string, agente: string, ip: string, dove = ente): Promise<Intestazioni> {
  const r = await app.inject({
    method: 'POST',
    url: '/api/v1/sessione',
    remoteAddress: ip,
    headers: { 'user-agent': agente },
    payload: { utente, password: PASSWORD_DI_PROVA, ente: dove.codiceIpa },
  });
  return { cookie: `tabularium_sessione=${r.cookies.find((c) => c.name === 'tabularium_sessione')?.value}` };
}
const chiama = async <T = Record<string, unknown>>(
  headers: Intestazioni,
  url: string,
  method: 'GET' | 'DELETE' = 'GET',
) => {
  const r = await app.inject({ method, url: `/api/v1${url}`, headers });
  return { stato: r.statusCode, corpo: (r.body ? (r.json() ?? {}) : {}) as T };
};
const sessioni = async (chi: Intestazioni, url = '/sessioni') =>
  (await chiama<ElencoSessioni>(chi, url)).corpo.items;

test('ciascuno vede dove è entrato, riconosce la sessione che sta usando, e ne chiude una o tutte le altre', async () => {
  const ufficio = await accedi('operatore', FIREFOX, '192.0.2.1');
  const telefono = await accedi('operatore', SAFARI, '198.51.100.4');
  await accedi('rsp', FIREFOX, '192.0.2.2');
  const viste = await sessioni(ufficio);
  expect(viste.map((s) => [s.dispositivo, s.ip, s.corrente]).sort()).toEqual([
    ['Firefox su Windows', '192.0.2.1', true],
    ['Safari su iOS', '198.51.100.4', false],
  ]);
  const delTelefono = viste.find((s) => !s.corrente)?.id ?? '';
  expect((await chiama(ufficio, `/sessioni/${delTelefono}`, 'DELETE')).stato).toBe(204);
  expect((await chiama(telefono, '/sessione')).stato).toBe(401);
  expect((await chiama(ufficio, `/sessioni/${delTelefono}`, 'DELETE')).stato).toBe(404);

  await accedi('operatore', SAFARI, '198.51.100.4');
  await accedi('operatore', FIREFOX, '198.51.100.5');
  expect((await chiama(ufficio, '/sessioni', 'DELETE')).corpo).toEqual({ chiuse: 2 });
  expect((await sessioni(ufficio)).map((s) => s.corrente)).toEqual([true]);
  const righe = await inTransazione(db, ente.enteId, (tx) =>
    tx
      .selectFrom('traccia')
      .select(['utente_id', 'oggetto_id', 'dettaglio'])
      .where('operazione', '=', 'sessione.revocata')
      .orderBy('istante')
      .execute(),
  );
  expect(righe).toHaveLength(3);
  expect(righe[0]).toMatchObject({
    utente_id: ente.utenti.operatore.id,
    oggetto_id: ente.utenti.operatore.id,
    dettaglio: { dispositivo: 'Safari su iOS', ip: '198.51.100.4' },
  });
});

test('le sessioni degli altri le vede e le chiude chi gestisce gli utenti, e di un altro ente nessuno', async () => {
  const admin = await accedi('admin', FIREFOX, '192.0.2.9');
  const tecnico = await accedi('tecnico', FIREFOX, '192.0.2.3');
  const anagrafe = await accedi('anagrafe', FIREFOX, '192.0.2.4');
  const via = `/utenti/${ente.utenti.tecnico.id}/sessioni`;
  const [sua] = await sessioni(admin, via);
  expect(sua).toMatchObject({ dispositivo: 'Firefox su Windows', corrente: false });
  for (const [url, metodo] of [
    [via, 'GET'],
    [via, 'DELETE'],
    [`${via}/${sua?.id}`, 'DELETE'],
  ] as const)
    expect((await chiama(anagrafe, url, metodo)).stato).toBe(403);
  // As if it were one's own it is not found, whoever it belongs to.
  expect((await chiama(anagrafe, `/sessioni/${sua?.id}`, 'DELETE')).stato).toBe(404);
  const adminAltrove = await accedi('admin', FIREFOX, '192.0.2.9', altro);
  expect((await chiama(adminAltrove, via)).stato).toBe(404);
  expect((await chiama(adminAltrove, via, 'DELETE')).stato).toBe(404);
  expect((await chiama(adminAltrove, `${via}/${sua?.id}`, 'DELETE')).stato).toBe(404);
  expect((await chiama(tecnico, '/sessione')).stato).toBe(200);
  expect((await chiama(admin, `${via}/${sua?.id}`, 'DELETE')).stato).toBe(204);
  expect((await chiama(tecnico, '/sessione')).stato).toBe(401);
  // Closing one's own this way leaves the one in use.
  await accedi('admin', SAFARI, '192.0.2.10');
  expect((await chiama(admin, `/utenti/${ente.utenti.admin.id}/sessioni`, 'DELETE')).corpo).toEqual({
    chiuse: 1,
  });
  expect((await chiama(admin, '/sessione')).stato).toBe(200);
});

test('un programma si descrive con parole brevi, anche quando dice di essere molto', () => {
  expect(descriviAgente(null)).toBe('Programma sconosciuto');
  expect(descriviAgente('curl/8.5.0')).toBe('curl');
  expect(descriviAgente('<script>'.repeat(50)).length).toBeLessThanOrEqual(40);
  expect(
    descriviAgente(
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    ),
  ).toBe('Edge su Linux');
});
