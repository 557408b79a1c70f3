import { sql } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { accodaPer, raccogli } from '#platform/jobs';
import { nomiLavori } from '#supervisione';
import { avviaLavori, compiti } from '../../src/app/jobs.ts';
import type { ElencoLavoriAbbandonati } from '../../src/supervisione/lavori/lavori.schema.ts';
import { creaEnteDiProva, PASSWORD_DI_PROVA } from '../support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

const VIA = '/lavori-abbandonati';
const SEGRETO = 'Zafferano Riservatissimo';
let p: ProdottoDiProva;
let superutente: pg.Client;
let altroEnte: string;
let altroAdmin: string;

beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  // They come in before there is another ente, which from then on one has to say.
  for (const chi of ['admin', 'rsp', 'operatore'] as const) await p.chiama(chi, 'GET', '/sessione');
  const altro = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  altroEnte = altro.enteId;
  const accesso = await p.app.inject({
    method: 'POST',
    url: '/api/v1/sessione',
    payload: { utente: 'admin', password: PASSWORD_DI_PROVA, ente: altro.codiceIpa },
  });
  altroAdmin = String(accesso.headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});
afterEach(() => superutente.query('DELETE FROM graphile_worker._private_jobs'));

const elenco = async () => (await p.chiama<ElencoLavoriAbbandonati>('admin', 'GET', VIA)).corpo;
const riprova = (id: string) => p.chiama('admin', 'POST', `${VIA}/${id}/ripresa`);
const comeAltro = async (metodo: 'GET' | 'POST', via: string) =>
  await p.app.inject({ method: metodo, url: `/api/v1${via}`, headers: { cookie: altroAdmin } });
const avvisi = async () =>
  (await p.chiama<{ items: { codice: string; testo: string }[] }>('admin', 'GET', '/avvisi')).corpo.items
    .filter((a) => a.codice === 'lavori.abbandonati')
    .map((a) => a.testo);
const tracce = async () =>
  (
    await superutente.query<{ operazione: string; oggetto_id: string; dettaglio: object; attore: string }>(
      `SELECT operazione, oggetto_id, dettaglio, attore FROM traccia WHERE operazione IN ('lavoro.ripreso', 'avviso.rientrato') ORDER BY istante, id`,
    )
  ).rows;

/** A job as the queue has it, with what a test says of it. */
async function inCoda(nome: string, contenuto: unknown, { fatti = 25, preso = false } = {}): Promise<string> {
  const { rows } = await superutente.query<{ id: string }>(
    `SELECT id::text FROM graphile_worker.add_job($1, $2, run_at => now() + interval '1 hour', max_attempts => 25)`,
    [nome, JSON.stringify(contenuto)],
  );
  const id = rows[0]?.id ?? '';
  await superutente.query(
    `UPDATE graphile_worker._private_jobs SET attempts = $2, last_error = 'errore di prova',
       locked_at = CASE WHEN $3 THEN now() END, locked_by = CASE WHEN $3 THEN 'qualcuno' END WHERE id = $1`,
    [id, fatti, preso],
  );
  return id;
}

test('ogni lavoro in differita ha un nome con cui dirlo', () => {
  // The names only: none of them runs.
  expect(Object.keys(nomiLavori).sort()).toEqual(Object.keys(compiti({} as never)).sort());
});

test('la base di dati mostra e rimette in coda solo ciò che è dell’ente e che nessuno riprova più', async () => {
  const { enteId } = p.ente;
  const mio = await inCoda('comunicazioni.posta', { enteId, comunicazioni: [SEGRETO] });
  const raccolto = await inCoda('documenti.verifica', [
    { enteId, documenti: [] },
    { enteId, documenti: [] },
  ]);
  const esclusi = [
    await inCoda('comunicazioni.posta', { enteId: altroEnte, comunicazioni: [] }),
    await inCoda('documenti.verifica', [{ enteId, documenti: [] }, { enteId: altroEnte }]),
    await inCoda('documenti.verifica', [{ enteId, documenti: [] }, {}]),
    await inCoda('documenti.verifica', []),
    await inCoda('app.notturno', { _cron: {} }),
    await inCoda('comunicazioni.posta', { enteId, comunicazioni: [] }, { fatti: 24 }),
    await inCoda('comunicazioni.posta', { enteId, comunicazioni: [] }, { preso: true }),
  ];
  const chiedi = <T>(ente: string, che: ReturnType<typeof sql<T>>) =>
    inTransazione(p.db, ente, async (tx) => (await che.execute(tx)).rows);
  const visti = await chiedi(
    enteId,
    sql<Record<string, unknown>>`SELECT * FROM lavori_abbandonati() ORDER BY id`,
  );
  expect(visti.map((r) => String(r.id))).toEqual([mio, raccolto]);
  expect(JSON.stringify(visti)).not.toContain(SEGRETO);
  for (const id of esclusi)
    expect(await chiedi(enteId, sql`SELECT * FROM riprova_lavori_abbandonati(${id})`)).toEqual([]);
  expect(await chiedi(altroEnte, sql`SELECT * FROM riprova_lavori_abbandonati(${mio})`)).toEqual([]);
  expect(await chiedi(altroEnte, sql`SELECT lavoro_in_coda(${mio}) AS si`)).toEqual([{ si: false }]);

  const ripresi = await chiedi(
    enteId,
    sql`SELECT id::text, lavoro, tentativi FROM riprova_lavori_abbandonati()`,
  );
  expect(ripresi).toEqual([
    { id: mio, lavoro: 'comunicazioni.posta', tentativi: 25 },
    { id: raccolto, lavoro: 'documenti.verifica', tentativi: 25 },
  ]);
  const { rows } = await superutente.query(
    `SELECT id::text, attempts, run_at <= now() AS subito FROM graphile_worker._private_jobs WHERE attempts < 24 ORDER BY id`,
  );
  expect(rows).toEqual([
    { id: mio, attempts: 0, subito: true },
    { id: raccolto, attempts: 0, subito: true },
  ]);
  expect(await chiedi(enteId, sql`SELECT * FROM lavori_abbandonati()`)).toEqual([]);
});

test('solo il programma può chiedere della coda, e solo per queste porte', async () => {
  const { rows } = await superutente.query(
    `SELECT r.rolname, count(*)::integer AS quante FROM pg_proc f, pg_roles r
     WHERE f.proname IN ('lavori_abbandonati', 'riprova_lavori_abbandonati', 'lavoro_in_coda', 'sgombera_lavori_superati')
       AND r.rolname LIKE 'tabularium_%' AND has_function_privilege(r.oid, f.oid, 'EXECUTE') GROUP BY 1 ORDER BY 1`,
  );
  expect(rows).toEqual([
    { rolname: 'tabularium_applicazione', quante: 4 },
    { rolname: 'tabularium_lavori', quante: 4 },
  ]);
  await expect(
    inTransazione(p.db, p.ente.enteId, (tx) => sql`SELECT FROM graphile_worker._private_jobs`.execute(tx)),
  ).rejects.toMatchObject({ code: '42501' });
});

test('ciò che è stato chiesto di nuovo non si mostra: lo fa chi ne ha preso il posto; ciò che si raccoglie sì', async () => {
  const { enteId } = p.ente;
  const chiudi = () =>
    inTransazione(p.db, enteId, (tx) =>
      accodaPer(tx, 'registro-giornaliero.chiudi', `prova:${enteId}`, { enteId }, new Date()),
    );
  const verifica = () =>
    inTransazione(p.db, enteId, (tx) => raccogli(tx, 'documenti.verifica', { enteId, documenti: [] }, 1));
  const coda = async () =>
    (
      await superutente.query<Record<string, unknown>>(
        `SELECT attempts, key IS NOT NULL AS chiave, flags FROM graphile_worker._private_jobs ORDER BY id`,
      )
    ).rows;
  const prendi = (come: string) =>
    superutente.query(`UPDATE graphile_worker._private_jobs SET ${come} WHERE key IS NOT NULL`);
  const viva = { attempts: 0, chiave: true, flags: null };
  const superata = { attempts: 25, chiave: false, flags: { superato: true } };

  // While it waits, it is the same job that is asked again.
  await chiudi();
  await chiudi();
  expect(await coda()).toEqual([viva]);
  // Given up, it is seen until it is asked again.
  await prendi('attempts = 25');
  expect((await elenco()).items).toMatchObject([{ cosa: 'produrre i registri giornalieri' }]);
  await chiudi();
  expect(await coda()).toEqual([superata, viva]);
  // Asked again while it was under way, and then its process died.
  await prendi(`attempts = 1, locked_at = now(), locked_by = 'qualcuno'`);
  await chiudi();
  const sgombera = () =>
    inTransazione(p.db, enteId, (tx) => sql`SELECT sgombera_lavori_superati()`.execute(tx));
  await sgombera();
  expect(await coda()).toEqual([superata, viva]);
  await superutente.query('UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL');
  expect(await elenco()).toEqual({ totale: 0, items: [] });
  await sgombera();
  expect(await coda()).toEqual([viva]);

  await verifica();
  await superutente.query(
    `UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now() WHERE key LIKE 'documenti.verifica:%'`,
  );
  await verifica();
  await superutente.query('UPDATE graphile_worker._private_jobs SET locked_at = NULL');
  const [interrotto, ...altri] = (await elenco()).items;
  expect(altri).toEqual([]);
  expect(interrotto).toMatchObject({ lavoro: 'documenti.verifica' });
  expect(interrotto).not.toHaveProperty('errore');
});

test('chi amministra rimette in coda uno o tutti, una volta sola, e ne resta traccia; gli altri non vedono nulla', async () => {
  const { enteId } = p.ente;
  const id = await inCoda('pec.spedisci', { enteId, invioId: SEGRETO });
  const due = [
    await inCoda('comunicazioni.posta', { enteId, comunicazioni: [] }),
    await inCoda('mestiere.di-una-volta', { enteId }),
  ];
  for (const chi of ['rsp', 'operatore'] as const)
    expect((await p.chiama(chi, 'GET', VIA)).corpo).toMatchObject({ codice: 'autorizzazione.negata' });
  const { totale, items } = await elenco();
  expect(totale).toBe(3);
  expect(items[0]).toEqual({
    id,
    lavoro: 'pec.spedisci',
    cosa: 'spedire un messaggio da una casella dell’ente',
    chiestoIl: expect.any(String) as string,
    ultimoIl: expect.any(String) as string,
    tentativi: 25,
    errore: 'errore di prova',
  });
  expect(items[2]?.cosa).toBe('svolgere «mestiere.di-una-volta»');

  expect((await comeAltro('GET', VIA)).json()).toEqual({ totale: 0, items: [] });
  expect((await comeAltro('POST', `${VIA}/${id}/ripresa`)).json()).toMatchObject({
    status: 404,
    codice: 'lavoro.non-trovato',
  });
  expect((await comeAltro('POST', `${VIA}/ripresa`)).json()).toEqual({ ripresi: 0 });

  const insieme = await Promise.all([riprova(id), riprova(id)]);
  expect(insieme.map((r) => r.stato).sort()).toEqual([204, 409]);
  expect((await riprova(id)).corpo).toMatchObject({ codice: 'lavoro.gia-in-coda' });
  expect((await riprova('999999999')).corpo).toMatchObject({ status: 404, codice: 'lavoro.non-trovato' });
  expect((await p.chiama('admin', 'POST', `${VIA}/ripresa`)).corpo).toEqual({ ripresi: 2 });
  expect((await p.chiama('admin', 'POST', `${VIA}/ripresa`)).corpo).toEqual({ ripresi: 0 });
  const righe = await tracce();
  expect(righe.map((r) => [r.operazione, r.oggetto_id])).toEqual(
    [id, ...due].map((x) => ['lavoro.ripreso', x]),
  );
  expect(righe[0]).toMatchObject({
    attore: 'Prova-admin Anna (admin)',
    dettaglio: {
      lavoro: 'pec.spedisci',
      cosa: 'spedire un messaggio da una casella dell’ente',
      tentativi: 25,
    },
  });
  expect(JSON.stringify(righe)).not.toContain(SEGRETO);
});

test('un lavoro che fallisce per sempre diventa un avviso; ripreso, riesce, e l’avviso rientra', async () => {
  const { enteId } = p.ente;
  const scritto: string[] = [];
  const log = pino({ level: 'debug' }, { write: (riga) => void scritto.push(riga) });
  const lavori = await avviaLavori({ ...p.ambiente, log });
  try {
    const ora = async () => {
      await superutente.query(`SELECT graphile_worker.add_job('app.ora', '{}', job_key => 'prova-ora')`);
      await expect.poll(() => quanti(`t.identifier = 'app.ora'`), { timeout: 60_000 }).toBe(0);
    };
    const quanti = async (condizione: string): Promise<number> => {
      const { rows } = await superutente.query<{ n: number }>(
        `SELECT count(*)::integer AS n FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         WHERE ${condizione}`,
      );
      return rows[0]?.n ?? -1;
    };
    await ora();
    expect(await avvisi()).toEqual([]);

    const { rows } = await superutente.query<{ id: string }>(
      `SELECT id::text FROM graphile_worker.add_job('documenti.verifica', $1, max_attempts => 1)`,
      [JSON.stringify([{ enteId, documenti: SEGRETO }])],
    );
    const id = rows[0]?.id ?? '';
    await superutente.query(`SELECT graphile_worker.add_job('documenti.verifica', $1, max_attempts => 3)`, [
      JSON.stringify([{ enteId, documenti: SEGRETO }]),
    ]);
    await expect.poll(() => quanti('j.attempts = 1 AND j.locked_at IS NULL'), { timeout: 60_000 }).toBe(2);
    const { totale, items } = await elenco();
    expect([totale, items[0]?.id, items[0]?.tentativi]).toEqual([1, id, 1]);
    expect(items[0]?.errore?.length).toBeGreaterThan(3);
    expect(JSON.stringify(items)).not.toContain(SEGRETO);
    // The technical log has the error and which job it was, and not what it is about.
    expect(scritto.find((r) => r.includes(`Failed task ${id} (documenti.verifica`))).toContain('"err":{');
    expect(scritto.join('')).not.toContain(SEGRETO);
    await ora();
    expect(await avvisi()).toEqual([
      'Un lavoro in differita non è riuscito e non si riprova più da sé: doveva rileggere dall’archivio i file appena registrati. Lo riprende chi amministra il sistema.',
    ]);
    const { rows: altrove } = await superutente.query(
      `SELECT FROM avviso WHERE codice = 'lavori.abbandonati' AND ente_id <> $1`,
      [enteId],
    );
    expect(altrove).toEqual([]);

    // The cause is still there: what is put back comes back, and another with it.
    await inCoda('comunicazioni.posta', { enteId, comunicazioni: [] });
    expect((await riprova(id)).stato).toBe(204);
    await expect
      .poll(() => quanti(`j.id = ${id} AND j.attempts = 1 AND j.locked_at IS NULL`), { timeout: 60_000 })
      .toBe(1);
    await ora();
    expect(await avvisi()).toEqual([
      '2 lavori in differita non sono riusciti e non si riprovano più da sé; il primo doveva rileggere dall’archivio i file appena registrati. Li riprende chi amministra il sistema.',
    ]);

    await superutente.query(
      `UPDATE graphile_worker._private_jobs SET payload = json_build_array(json_build_object('enteId', $1::text, 'documenti', '[]'::json)) WHERE id = $2`,
      [enteId, id],
    );
    expect((await p.chiama('admin', 'POST', `${VIA}/ripresa`)).corpo).toEqual({ ripresi: 2 });
    expect(await avvisi()).toEqual([]);
    expect((await tracce()).at(-1)).toMatchObject({ operazione: 'avviso.rientrato', attore: 'sistema' });
    await expect.poll(() => quanti(`j.id = ${id}`), { timeout: 60_000 }).toBe(0);
    expect((await riprova(id)).corpo).toMatchObject({ codice: 'lavoro.non-trovato' });

    // Done otherwise, without anybody asking: the next hour withdraws it.
    const perso = await inCoda('comunicazioni.posta', { enteId, comunicazioni: [] });
    await ora();
    expect(await avvisi()).toHaveLength(1);
    await superutente.query('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [perso]);
    await ora();
    expect(await avvisi()).toEqual([]);
  } finally {
    await lavori.ferma();
  }
}, 240_000);
