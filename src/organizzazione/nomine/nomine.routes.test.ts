import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotteDeleghe } from '#autorizzazioni';
import { rotteOrganizzazione } from '../organizzazione.routes.ts';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { appDiProva, entra } from '../../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../../test/support/banca-dati.ts';
import {
  creaEnteDiProva,
  type EnteDiProva,
  type UtenteDiProva,
} from '../../../test/support/ente-di-prova.ts';
import type { SchedaUnita } from '../unita/unita.schema.ts';
import type { ElencoNomine, Nomina } from './nomine.schema.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let ente: EnteDiProva;
let altroEnte: EnteDiProva;
let superutente: pg.Client;
const sessioni: Record<string, { cookie: string }> = {};
beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.url);
  altroEnte = await creaEnteDiProva(banca.url, 2);
  db = apriBancaDati(banca.url, { max: 8 });
  app = await appDiProva(db, (api) => {
    rotteOrganizzazione(api, { db });
    rotteDeleghe(api, { db });
    api.get('/autorizza', { config: { permesso: 'provvedimento.autorizza' } }, async () => ({}));
    api.get('/orologio', { config: { permesso: 'registro.conferma-orologio' } }, async () => ({}));
  });
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  for (const chi of ['admin', 'rsp', 'operatore', 'anagrafe'])
    sessioni[chi] = await entra(app, chi, ente.codiceIpa);
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

async function giorno(scarto: number): Promise<string> {
  const { rows } = await superutente.query<{ g: string }>(
    `SELECT ((now() AT TIME ZONE 'Europe/Rome')::date + $1::int)::text AS g`,
    [scarto],
  );
  return rows[0]?.g ?? '';
}
const chiama = (chi: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1${url}`,
    headers: sessioni[chi] ?? {},
    ...(payload && { payload }),
  });
const nomina = (corpo: object, chi = 'admin') => chiama(chi, 'POST', '/nomine', corpo);
const elenco = async (ruolo = 'rsp'): Promise<Nomina[]> =>
  (await chiama('operatore', 'GET', '/nomine')).json<ElencoNomine>().items.filter((n) => n.ruolo === ruolo);
const puo = async (chi: string, via = '/autorizza') => (await chiama(chi, 'GET', via)).statusCode === 200;
const id = (chi: UtenteDiProva) => ente.utenti[chi].id;
const codice = (r: { json: <T>() => T }) => r.json<{ codice: string }>().codice;

test('RN-2.1g il responsabile in carica è uno solo: una seconda nomina che si sovrappone è rifiutata, e la storia si legge', async () => {
  const [bassi] = await elenco();
  expect(bassi).toMatchObject({
    utente: { id: id('rsp'), cognome: 'Prova-rsp' },
    dal: await giorno(0),
    stato: 'in-carica',
    atto: 'Decreto del Sindaco n. 1',
  });
  for (const dal of [await giorno(0), await giorno(30)]) {
    const seconda = await nomina({ ruolo: 'rsp', utente: id('operatore'), dal, atto: 'Decreto n. 2' });
    expect(seconda.statusCode).toBe(409);
    expect(seconda.json()).toMatchObject({ codice: 'nomina.sovrapposta', dati: { nomina: bassi?.id } });
  }
  // So says the database too, whoever writes.
  await expect(
    superutente.query(
      `INSERT INTO nomina (ente_id, ruolo, utente_id, dal, atto, scritta_da) VALUES ($1, 'rsp', $2, $3, 'x', 'x')`,
      [ente.enteId, id('operatore'), await giorno(90)],
    ),
  ).rejects.toMatchObject({ code: '23P01' });
  // Never a day without, nor a past that changes.
  const senzaFine = await nomina({
    ruolo: 'rsp',
    utente: id('operatore'),
    dal: await giorno(10),
    al: await giorno(20),
    atto: 'x',
    succedeA: bassi?.id,
  });
  expect(codice(senzaFine)).toBe('nomina.senza-termine');
  expect(codice(await chiama('admin', 'POST', `/nomine/${bassi?.id}/fine`, { al: await giorno(5) }))).toBe(
    'nomina.senza-termine',
  );
  await superutente.query('BEGIN');
  await superutente.query(`SELECT set_config('tabularium.ente', $1, true)`, [ente.enteId]);
  await superutente.query(`UPDATE nomina SET al = $1 WHERE id = $2`, [await giorno(5), bassi?.id]);
  await expect(superutente.query('COMMIT')).rejects.toMatchObject({ code: 'TB064' });
  await expect(superutente.query(`UPDATE nomina SET dal = dal - 30`)).rejects.toMatchObject({
    code: 'TB063',
  });
  await expect(superutente.query(`DELETE FROM nomina`)).rejects.toMatchObject({ code: 'TB063' });

  const dopo = await nomina({
    ruolo: 'rsp',
    utente: id('operatore'),
    dal: await giorno(10),
    atto: 'Decreto n. 3',
    succedeA: bassi?.id,
  });
  expect(dopo.statusCode, dopo.body).toBe(201);
  const storia = async () => (await elenco()).map((n) => [n.utente.cognome, n.dal, n.al, n.stato, n.atto]);
  expect(await storia()).toEqual([
    ['Prova-operatore', await giorno(10), undefined, 'futura', 'Decreto n. 3'],
    ['Prova-rsp', await giorno(0), await giorno(9), 'in-carica', 'Decreto del Sindaco n. 1'],
  ]);
  // Withdrawn before its day, the one in office goes on.
  expect((await chiama('admin', 'DELETE', `/nomine/${dopo.json<Nomina>().id}`)).statusCode).toBe(204);
  expect(await storia()).toEqual([
    ['Prova-rsp', await giorno(0), undefined, 'in-carica', 'Decreto del Sindaco n. 1'],
  ]);
  expect(codice(await chiama('admin', 'DELETE', `/nomine/${bassi?.id}`))).toBe('nomina.gia-in-vigore');
});

test('di due nomine che vogliono succedere insieme allo stesso responsabile una sola riesce', async () => {
  const [corrente] = await elenco();
  const [fra40, fa10] = [await giorno(40), await giorno(-10)];
  const succede = (chi: UtenteDiProva) =>
    nomina({
      ruolo: 'rsp',
      utente: id(chi),
      dal: fra40,
      atto: `Decreto per ${chi}`,
      succedeA: corrente?.id,
    });
  const esiti = await Promise.all([succede('operatore'), succede('anagrafe'), succede('tecnico')]);
  expect(esiti.map((e) => e.statusCode).sort()).toEqual([201, 409, 409]);
  expect(await elenco()).toHaveLength(2);
  const riuscita = esiti.find((e) => e.statusCode === 201)?.json<Nomina>();
  expect((await chiama('admin', 'DELETE', `/nomine/${riuscita?.id}`)).statusCode).toBe(204);

  // Also where nobody is in office yet: the second finds the days taken.
  const primo = (chi: UtenteDiProva) =>
    nomina({ ruolo: 'segretario', utente: id(chi), dal: fa10, atto: 'Decreto' });
  const insieme = await Promise.all([primo('operatore'), primo('anagrafe'), primo('tecnico')]);
  expect(insieme.map((e) => e.statusCode).sort()).toEqual([201, 409, 409]);
  expect(insieme.filter((e) => e.statusCode === 409).map(codice)).toEqual([
    'nomina.sovrapposta',
    'nomina.sovrapposta',
  ]);
});

test('RN-4.2 le funzioni del responsabile le ha chi è in carica, con il vicario e i delegati, e non chi ne ha soltanto il profilo', async () => {
  // The profile of responsabile and no appointment; and an administrator.
  await superutente.query(
    `INSERT INTO incarico (ente_id, utente_id, unita_id, profilo) VALUES ($1, $2, $3, 'responsabile')`,
    [ente.enteId, id('nuovo'), ente.unita.protocollo.id],
  );
  sessioni.nuovo = await entra(app, 'nuovo', ente.codiceIpa);
  expect(await puo('rsp')).toBe(true);
  expect(await puo('rsp', '/orologio')).toBe(true);
  for (const chi of ['admin', 'nuovo', 'operatore', 'anagrafe']) {
    expect(await puo(chi), chi).toBe(false);
    expect(await puo(chi, '/orologio'), chi).toBe(false);
  }
  const delega = { utente: id('operatore'), dal: await giorno(0), atto: 'Delega' };
  expect((await chiama('nuovo', 'POST', '/deleghe', delega)).statusCode).toBe(403);

  // The delegate authorises; the vicario does all that the RSP does, and both stop with their act.
  expect((await chiama('rsp', 'POST', '/deleghe', delega)).statusCode).toBe(201);
  expect(await puo('operatore')).toBe(true);
  expect(await puo('operatore', '/orologio')).toBe(false);
  expect(
    codice(
      await nomina({ ruolo: 'vicario-rsp', utente: id('rsp'), dal: await giorno(0), atto: 'Decreto n. 5' }),
    ),
  ).toBe('nomina.vicario');
  const vicario = await nomina({
    ruolo: 'vicario-rsp',
    utente: id('anagrafe'),
    dal: await giorno(0),
    atto: 'Decreto n. 5',
  });
  expect(vicario.statusCode).toBe(201);
  expect(await puo('anagrafe')).toBe(true);
  expect(await puo('anagrafe', '/orologio')).toBe(true);
  const fine = await chiama('admin', 'POST', `/nomine/${vicario.json<Nomina>().id}/fine`, {
    al: await giorno(-1),
    atto: 'Revoca n. 6',
  });
  expect(fine.statusCode, fine.body).toBe(422);
  expect(codice(fine)).toBe('nomina.periodo');
  await superutente.query(`UPDATE delega SET revocata_il = now()`);

  // A new RSP from today: yesterday's has his profile still, and none of the functions.
  const [corrente] = await elenco();
  expect(
    codice(
      await nomina({
        ruolo: 'rsp',
        utente: id('nuovo'),
        dal: await giorno(0),
        atto: 'Decreto n. 7',
        succedeA: corrente?.id,
      }),
    ),
  ).toBe('nomina.periodo');
  await superutente.query('ALTER TABLE nomina DISABLE TRIGGER nomina_stabile');
  await superutente.query(`UPDATE nomina SET dal = dal - 100 WHERE ruolo = 'rsp'`);
  await superutente.query('ALTER TABLE nomina ENABLE TRIGGER nomina_stabile');
  const subentro = await nomina({
    ruolo: 'rsp',
    utente: id('nuovo'),
    dal: await giorno(0),
    atto: 'Decreto n. 7',
    succedeA: corrente?.id,
  });
  expect(subentro.statusCode, subentro.body).toBe(201);
  expect(await puo('nuovo')).toBe(true);
  expect(await puo('nuovo', '/orologio')).toBe(true);
  expect(await puo('rsp')).toBe(false);
  expect(await puo('rsp', '/orologio')).toBe(false);
  // The name that the segnatura bears follows the office.
  const aoo = await chiama('admin', 'GET', '/aoo');
  expect(aoo.json()).toMatchObject({ responsabile: 'Anna Prova-nuovo' });
  const { rows } = await superutente.query(
    `SELECT attore, dettaglio ->> 'atto' AS atto FROM traccia WHERE operazione = 'nomina.conferita' AND dettaglio ->> 'ruolo' = 'rsp'
     ORDER BY istante DESC LIMIT 1`,
  );
  expect(rows).toEqual([{ attore: 'Prova-admin Anna (admin)', atto: 'Decreto n. 7' }]);
});

test('nessuno nomina sé stesso, e le nomine le registrano solo l’amministratore e il responsabile', async () => {
  const corpo = { ruolo: 'responsabile-conservazione', dal: await giorno(0), atto: 'Decreto' };
  expect(codice(await nomina({ ...corpo, utente: id('admin') }))).toBe('nomina.se-stesso');
  expect(codice(await nomina({ ...corpo, utente: ente.enteId }))).toBe('nomina.utente');
  expect((await nomina({ ...corpo, utente: id('tecnico') }, 'operatore')).statusCode).toBe(403);
  expect((await nomina({ ...corpo, utente: id('tecnico') }, 'rsp')).statusCode).toBe(403);
  expect((await nomina({ ...corpo, utente: id('tecnico') }, 'nuovo')).statusCode).toBe(201);
});

test('l’Area ha per responsabile chi ne ha l’incarico, e si ricorda da quando', async () => {
  const { rows } = await superutente.query<{ id: string }>(
    `INSERT INTO incarico (ente_id, utente_id, unita_id, profilo, responsabile_unita)
     SELECT $1, $2, id, 'consultazione', true FROM unita WHERE ente_id = $1 AND codice = 'affari-generali' RETURNING id`,
    [ente.enteId, id('tecnico')],
  );
  const aree = async () =>
    (await chiama('operatore', 'GET', '/nomine')).json<ElencoNomine>().responsabiliArea;
  expect(await aree()).toMatchObject([
    { area: { codice: 'affari-generali' }, responsabili: [{ cognome: 'Prova-tecnico' }] },
  ]);
  await superutente.query(`UPDATE incarico SET responsabile_unita = false WHERE id = $1`, [rows[0]?.id]);
  expect((await aree())[0]?.responsabili).toEqual([]);
  const scheda = await chiama('operatore', 'GET', '/unita/affari-generali');
  const { responsabili } = scheda.json<SchedaUnita>();
  expect(responsabili.map((r) => [r.cognome, r.al === undefined])).toEqual([['Prova-tecnico', false]]);
});

test('ogni ente ha le sue nomine e il suo organigramma, e non vede gli altri', async () => {
  const altra = await entra(app, 'admin', altroEnte.codiceIpa);
  sessioni.altra = altra;
  const [sua] = (await chiama('altra', 'GET', '/nomine')).json<ElencoNomine>().items;
  expect(sua?.utente.id).toBe(altroEnte.utenti.rsp.id);
  expect((await chiama('admin', 'GET', '/nomine')).body).not.toContain(sua?.id);
  expect(
    codice(
      await nomina({
        ruolo: 'segretario',
        utente: altroEnte.utenti.rsp.id,
        dal: await giorno(500),
        atto: 'x',
      }),
    ),
  ).toBe('nomina.utente');
  expect((await chiama('admin', 'DELETE', `/nomine/${sua?.id}`)).statusCode).toBe(404);
  await chiama('altra', 'POST', '/unita', {
    codice: 'solo-sua',
    denominazione: 'Ufficio altrui',
    tipo: 'ufficio',
    dal: await giorno(0),
    atto: 'x',
  });
  expect((await chiama('altra', 'GET', '/unita')).body).toContain('solo-sua');
  expect((await chiama('admin', 'GET', '/unita')).body).not.toContain('solo-sua');
  expect((await chiama('admin', 'GET', '/unita/solo-sua')).statusCode).toBe(404);
  const { rows } = await superutente.query<{ t: string; n: number }>(
    `SELECT relname AS t, count(*)::int AS n FROM pg_class WHERE relforcerowsecurity AND relrowsecurity
     AND relname IN ('unita_storia', 'servizio_protocollo', 'unita_successore', 'unita_responsabile', 'nomina') GROUP BY relname`,
  );
  expect(rows).toHaveLength(5);
});
