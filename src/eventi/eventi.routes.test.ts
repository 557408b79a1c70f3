import pg from 'pg';
import pino from 'pino';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import type { App } from '#platform/http';
import { RADICE_API, appDiProva, entra } from '../../test/support/app-di-prova.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from '../../test/support/banca-dati.ts';
import { creaEnteDiProva, type EnteDiProva, type UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { apriFlusso, type FlussoDiEventi } from '../../test/support/flusso-di-eventi.ts';
import { apriBancaDati, type Db } from '#platform/db';
import { rotteEventi } from './eventi.routes.ts';

let banca: BancaDatiDiProva;
let db: Db;
let app: App;
let url: string;
let ente: EnteDiProva;
let altro: EnteDiProva;
let superutente: pg.Client;
let flussi: FlussoDiEventi[] = [];

const apriApp = async (): Promise<App> =>
  await appDiProva(db, (api) =>
    rotteEventi(api, { db, url: banca.url, log: pino({ level: 'silent' }), inattivitaMinuti: 10 }),
  );

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.urlSuperutente);
  altro = await creaEnteDiProva(banca.urlSuperutente, 2);
  db = apriBancaDati(banca.url);
  app = await apriApp();
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
afterEach(() => {
  for (const f of flussi) f.chiudi();
  flussi = [];
});
afterAll(async () => {
  await superutente.end();
  await app.close();
  await db.destroy();
  await banca.elimina();
});

async function ascolta(
  chi: UtenteDiProva,
  dove = url,
  di = ente,
): Promise<FlussoDiEventi & { cookie: string }> {
  const { cookie } = await entra(app, chi, di.codiceIpa);
  const flusso = await apriFlusso(dove, cookie);
  flussi.push(flusso);
  expect(await flusso.prossimo()).toEqual({ evento: 'pronto', dati: {} });
  return { ...flusso, cookie };
}
const annuncia = (cosa: string, principali: string[], di = ente): Promise<unknown> =>
  inTransazione(db, di.enteId, (tx) => sql`SELECT annuncia(${cosa}, ${principali}::uuid[])`.execute(tx));

test('sa che qualcosa è cambiato solo chi ne è toccato: il suo ufficio, il capo di ciò che è sotto, la persona', async () => {
  const [tecnico, ragioniere, capo, straniero] = [
    await ascolta('tecnico'),
    await ascolta('ragioniere'),
    await ascolta('rsp'),
    await ascolta('tecnico', url, altro),
  ];
  await annuncia('scrivania', [ente.unita.tecnico.id]);
  expect(await tecnico.prossimo()).toEqual({ evento: 'cambiato', dati: ['scrivania'] });
  // What comes first to the others is what is theirs: the announcement before did not reach them.
  await annuncia('comunicazioni', [ente.utenti.ragioniere.id, ente.utenti.rsp.id]);
  expect(await ragioniere.prossimo()).toEqual({ evento: 'cambiato', dati: ['comunicazioni'] });
  expect(await capo.prossimo()).toEqual({ evento: 'cambiato', dati: ['comunicazioni'] });
  // Identities of one ente announced in another reach nobody.
  await annuncia('scrivania', [altro.unita.tecnico.id], ente);
  await annuncia('comunicazioni', [altro.unita.tecnico.id], altro);
  expect(await straniero.prossimo()).toEqual({ evento: 'cambiato', dati: ['comunicazioni'] });
});

test('ciò che non è stato confermato non si annuncia, e molti annunci insieme sono uno', async () => {
  const tecnico = await ascolta('tecnico');
  await inTransazione(db, ente.enteId, async (tx) => {
    await sql`SELECT annuncia('scrivania', ${[ente.unita.tecnico.id]}::uuid[])`.execute(tx);
    throw new Error('ci ripenso');
  }).catch(() => undefined);
  await annuncia('comunicazioni', [ente.utenti.tecnico.id]);
  expect(await tecnico.prossimo()).toEqual({ evento: 'cambiato', dati: ['comunicazioni'] });
  const molti = Array.from({ length: 350 }, () => crypto.randomUUID());
  await annuncia('scrivania', [...molti, ente.unita.tecnico.id]);
  expect(await tecnico.prossimo()).toEqual({ evento: 'cambiato', dati: ['scrivania'] });
});

test('un nodo annuncia ciò che è accaduto in un altro', async () => {
  const altroNodo = await apriApp();
  try {
    const dove = await altroNodo.listen({ host: '127.0.0.1', port: 0 });
    const [qui, la] = [await ascolta('tecnico'), await ascolta('tecnico', dove)];
    await annuncia('scrivania', [ente.unita.tecnico.id]);
    expect(await qui.prossimo()).toEqual({ evento: 'cambiato', dati: ['scrivania'] });
    expect(await la.prossimo()).toEqual({ evento: 'cambiato', dati: ['scrivania'] });
  } finally {
    await altroNodo.close();
  }
});

test('bloccata o chiusa la sessione il flusso finisce e dice perché; le altre continuano', async () => {
  const [bloccata, chiusa, resta] = [
    await ascolta('tecnico'),
    await ascolta('ragioniere'),
    await ascolta('tecnico'),
  ];
  const blocco = await app.inject({
    method: 'POST',
    url: `${RADICE_API}/sessione/blocco`,
    headers: { cookie: bloccata.cookie },
  });
  expect(blocco.statusCode).toBe(204);
  expect(await bloccata.prossimo()).toEqual({ evento: 'fine', dati: 'bloccata' });
  expect(await bloccata.prossimo()).toBeUndefined();
  await app.inject({ method: 'DELETE', url: `${RADICE_API}/sessione`, headers: { cookie: chiusa.cookie } });
  expect(await chiusa.prossimo()).toEqual({ evento: 'fine', dati: 'scaduta' });
  await annuncia('scrivania', [ente.unita.tecnico.id]);
  expect(await resta.prossimo()).toEqual({ evento: 'cambiato', dati: ['scrivania'] });
  const rifiutato = await apriFlusso(url, bloccata.cookie);
  expect(rifiutato.stato).toBe(401);
});

test('stare in ascolto non tiene aperta la sessione', async () => {
  const { cookie } = await entra(app, 'ragioniere', ente.codiceIpa);
  const fa = "clock_timestamp() - interval '5 minutes'";
  await superutente.query(`UPDATE sessione SET ultima_attivita = ${fa} WHERE utente_id = $1`, [
    ente.utenti.ragioniere.id,
  ]);
  const flusso = await apriFlusso(url, cookie);
  flussi.push(flusso);
  await flusso.prossimo();
  const { rows } = await superutente.query<{ ferma: boolean }>(
    `SELECT bool_and(ultima_attivita < clock_timestamp() - interval '4 minutes') AS ferma FROM sessione WHERE utente_id = $1`,
    [ente.utenti.ragioniere.id],
  );
  expect(rows).toEqual([{ ferma: true }]);
});

test('interrotta la connessione con la base di dati si riprende, e chi ascolta sa che può essersi perso qualcosa', async () => {
  const tecnico = await ascolta('tecnico');
  const { rowCount } = await superutente.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`,
  );
  expect(rowCount).toBe(1);
  expect(await tecnico.prossimo()).toEqual({ evento: 'pronto', dati: {} });
  await annuncia('scrivania', [ente.unita.tecnico.id]);
  expect(await tecnico.prossimo()).toEqual({ evento: 'cambiato', dati: ['scrivania'] });
});

test('oltre sei finestre la settima è rifiutata, e chiusa una c’è di nuovo posto', async () => {
  const { cookie } = await entra(app, 'operatore', ente.codiceIpa);
  const sei = await Promise.all(Array.from({ length: 6 }, () => apriFlusso(url, cookie)));
  flussi.push(...sei);
  expect(sei.map((f) => f.stato)).toEqual([200, 200, 200, 200, 200, 200]);
  expect((await apriFlusso(url, cookie)).stato).toBe(429);
  sei[0]?.chiudi();
  await expect
    .poll(async () => {
      const nuovo = await apriFlusso(url, cookie);
      flussi.push(nuovo);
      return nuovo.stato;
    })
    .toBe(200);
});

test('chi non legge comunicazioni, e chi non è nessuno, non ascolta', async () => {
  expect((await apriFlusso(url, '')).stato).toBe(401);
  expect((await apriFlusso(url, (await entra(app, 'nuovo', ente.codiceIpa)).cookie)).stato).toBe(403);
});

test('fermato il programma i flussi finiscono e il programma non li aspetta', async () => {
  const daFermare = await apriApp();
  const flusso = await ascolta('tecnico', await daFermare.listen({ host: '127.0.0.1', port: 0 }));
  await daFermare.close();
  expect(await flusso.prossimo()).toBeUndefined();
  const { rows } = await superutente.query<{ n: string }>(
    `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`,
  );
  // The other node's only.
  expect(rows).toEqual([{ n: '1' }]);
});
