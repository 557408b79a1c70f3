import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contesto } from '#autorizzazioni';
import { inTransazione, sqlstate, type Tx } from '#platform/db';
import { contestoDiProva } from '../../test/support/ente-di-prova.ts';
import { apriDiProva, nuovoFascicolo, registraDiProva } from '../../test/support/fascicoli-di-prova.ts';
import { PROPRIETARIO } from '../../test/support/modelli.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { apriFascicolo } from './apri-fascicolo.ts';

let p: ProdottoDiProva;
let ctx: Contesto;
beforeAll(async () => {
  p = await prodottoDiProva();
  ctx = await contestoDiProva(p.db, p.ente, 'operatore');
});
afterAll(() => p.chiudi());

async function comeSuperutente<T>(azione: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  try {
    return await azione(client);
  } finally {
    await client.end();
  }
}
const numeri = () =>
  comeSuperutente(async (c) =>
    (
      await c.query<{ numero: string }>(
        `SELECT numero FROM fascicolo WHERE sottofascicolo = 0 ORDER BY numero`,
      )
    ).rows.map((r) => Number(r.numero)),
  );
const daUnoAN = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const apri = (tx: Tx) => apriFascicolo(tx, ctx, nuovoFascicolo(), new Date());

test('aperture concorrenti, un terzo annullate: i numeri sono 1…n, senza buchi e senza doppi', async () => {
  const esiti = await Promise.allSettled(
    daUnoAN(90).map((i) =>
      inTransazione(p.db, p.ente.enteId, async (tx) => {
        const numero = await apri(tx);
        if (i % 3 === 0) throw new Error('si cambia idea dopo aver preso il numero');
        return numero;
      }),
    ),
  );
  const riusciti = esiti.flatMap((e) => (e.status === 'fulfilled' ? [Number(e.value)] : []));
  expect(riusciti.toSorted((a, b) => a - b)).toEqual(daUnoAN(60));
  expect(await numeri()).toEqual(daUnoAN(60));
});

test('chi muore con il numero in mano non lo porta via: lo prende il prossimo', async () => {
  const prima = (await numeri()).length;
  for (let i = 0; i < 5; i++) {
    const client = new pg.Client(p.banca.url);
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE tabularium_applicazione');
    await client.query(`SELECT set_config('tabularium.ente', $1, true)`, [p.ente.enteId]);
    await client.query(
      `SELECT apri_registro((SELECT id FROM registro WHERE tipo = 'fascicoli'), 1, 0, clock_timestamp())`,
    );
    // The process is killed between the number and the commit.
    const aspetta = inTransazione(p.db, p.ente.enteId, apri);
    await comeSuperutente((c) => c.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]));
    expect(Number(await aspetta)).toBe(prima + i + 1);
    await client.end().catch(() => undefined);
  }
  expect(await numeri()).toEqual(daUnoAN(prima + 5));
});

test('anche sottofascicoli aperti insieme nello stesso fascicolo sono 1…n', async () => {
  const f = await apriDiProva(p, 'operatore');
  const aperti = await Promise.all(
    daUnoAN(12).map(() =>
      p.chiama<{ numero: string }>('operatore', 'POST', `/fascicoli/${f.numero}/sottofascicoli`, {
        corpo: { denominazione: 'Parte', oggetto: 'Parte' },
      }),
    ),
  );
  expect(aperti.map((a) => Number(a.corpo.numero.split('.')[1])).toSorted((a, b) => a - b)).toEqual(
    daUnoAN(12),
  );
});

test('due invii con la stessa chiave aprono un solo fascicolo', async () => {
  const chiave = randomUUID();
  const invia = () =>
    p.chiama<{ numero: string }>('operatore', 'POST', '/fascicoli', { corpo: nuovoFascicolo(), chiave });
  const [a, b] = await Promise.all([invia(), invia()]);
  expect(a.stato).toBe(201);
  expect(b.corpo.numero).toBe(a.corpo.numero);
});

describe('la banca dati da sola', () => {
  const COLONNE = `ente_id, registro_id, anno, aperto_il, unita_id, operatore, tipo, criterio, voce_titolario_id, ordine_classe,
    denominazione, oggetto, riservatezza, tutti_gli_uffici`;
  /** A fascicolo copied from number 1, as whoever could write in the tables might try. */
  const copia = (numero: number, sotto = 0) =>
    `INSERT INTO fascicolo (numero, sottofascicolo, padre_id, ${COLONNE}) SELECT ${numero}, ${sotto},
      ${sotto > 0 ? 'id' : 'NULL'}, ${COLONNE} FROM fascicolo WHERE codice = '1'`;
  const rifiuto = async (
    istruzione: string,
    ruolo = 'tabularium_applicazione',
  ): Promise<string | undefined> => {
    const client = new pg.Client(p.banca.url);
    await client.connect();
    try {
      await client.query('BEGIN');
      if (ruolo !== PROPRIETARIO) await client.query(`SET LOCAL ROLE ${ruolo}`);
      await client.query(`SELECT set_config('tabularium.ente', $1, true)`, [p.ente.enteId]);
      await client.query(istruzione);
      await client.query('COMMIT');
      return undefined;
    } catch (errore) {
      return sqlstate(errore);
    } finally {
      await client.end();
    }
  };

  test('rifiuta un numero riusato, saltato, non preso dal contatore o preso senza fascicolo', async () => {
    const ultimo = (await numeri()).length;
    expect(await rifiuto(copia(1))).toBe('23505');
    expect(await rifiuto(copia(ultimo + 2))).toBe('TB003');
    expect(await rifiuto(copia(ultimo + 1))).toBe('TB003');
    expect(
      await rifiuto(
        `SELECT apri_registro((SELECT id FROM registro WHERE tipo = 'fascicoli'), 1, 0, clock_timestamp())`,
      ),
    ).toBe('TB003');
    expect(await rifiuto(copia(1, 7))).toBe('TB003');
    expect(await rifiuto(`UPDATE contatore SET ultimo = ultimo - 1 WHERE anno = 0`)).toBe('TB003');
    expect(await numeri()).toEqual(daUnoAN(ultimo));
  });

  test('RN-40.2a nessuna funzione cancella registrazioni, documenti registrati o fascicoli: né l’API, né la banca dati', async () => {
    const f = await apriDiProva(p, 'operatore');
    const documento = await p.carica('operatore', 'atto.txt', 'un atto');
    const d = await registraDiProva(p, 'operatore', {
      supporto: 'digitale',
      analogico: undefined,
      documentoPrincipale: documento,
      fascicoli: [f.numero],
    });
    // Of all the addresses there are, those that take DELETE touch neither registrations, nor documents, nor fascicoli.
    const api = await p.chiama<{ paths: Record<string, Record<string, { summary: string }>> }>(
      null,
      'GET',
      '/openapi.json',
    );
    const cancellano = Object.entries(api.corpo.paths)
      .filter(([, metodi]) => 'delete' in metodi)
      .map(([percorso]) => percorso.replace(/^\/api\/v1/, ''));
    expect(cancellano.filter((x) => /registrazioni|documenti|fascicoli|registri|repertori/.test(x))).toEqual([
      // Takes a document out of a fascicolo, with a reason; the document and the line stay.
      '/fascicoli/{numero}/documenti/{id}',
      // Withdraws a request of annullamento or rettifica, which stays as withdrawn.
      '/registri/{registro}/richieste/{id}',
    ]);
    for (const percorso of [
      `/fascicoli/${f.numero}`,
      `/registri/PG/registrazioni/${d.anno}/${d.numero}`,
      `/documenti/${documento}`,
    ])
      for (const chi of ['operatore', 'rsp', 'admin'] as const)
        expect([403, 404, 405], percorso).toContain((await p.chiama(chi, 'DELETE', percorso)).stato);

    const tabelle = [
      'registrazione',
      'scheda',
      'corrispondente',
      'registrazione_documento',
      'foglia',
      'contatore',
      'registro',
      'fascicolo',
      'fascicolo_evento',
      'fascicolazione',
      'segnalazione_fascicolazione',
      'richiesta_fascicolo',
    ];
    const concessi = await comeSuperutente(async (c) =>
      (
        await c.query<{ tabella: string }>(
          `SELECT table_name AS tabella FROM information_schema.role_table_grants
           WHERE grantee LIKE 'tabularium_%' AND privilege_type IN ('DELETE', 'TRUNCATE') AND table_name = ANY ($1)`,
          [tabelle],
        )
      ).rows.map((r) => r.tabella),
    );
    expect(concessi).toEqual([]);
    for (const tabella of [
      'registrazione',
      'scheda',
      'foglia',
      'fascicolo',
      'fascicolo_evento',
      'fascicolazione',
    ]) {
      expect(await rifiuto(`DELETE FROM ${tabella}`), tabella).toBe('42501');
      // Not even the owner of the installation.
      expect(['TB001', '42501'], tabella).toContain(await rifiuto(`DELETE FROM ${tabella}`, PROPRIETARIO));
      expect(['TB001', '42501', '0A000'], tabella).toContain(
        await rifiuto(`TRUNCATE ${tabella}`, PROPRIETARIO),
      );
    }
    // A document that is registered, or in a fascicolo, is held.
    expect(await rifiuto(`DELETE FROM documento WHERE id = '${documento}'`)).toBe('23503');
    const libero = await p.carica('operatore', 'appunti.txt', 'appunti');
    await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, { corpo: { documento: libero } });
    expect(await rifiuto(`DELETE FROM documento WHERE id = '${libero}'`)).toBe('23503');
  });

  test('i dati di apertura, le fascicolazioni e la storia non si cambiano', async () => {
    for (const colonna of [
      `numero = numero + 1000`,
      `anno = 2001`,
      `unita_id = uuid_v7()`,
      `aperto_il = now()`,
      `tipo = 'attivita'`,
    ])
      expect(await rifiuto(`UPDATE fascicolo SET ${colonna} WHERE codice = '1'`), colonna).toBe('42501');
    expect(await rifiuto(`UPDATE fascicolo SET anno = 2001 WHERE codice = '1'`, PROPRIETARIO)).toBe('TB001');
    expect(await rifiuto(`UPDATE fascicolazione SET operatore = 'altri'`)).toBe('42501');
    expect(await rifiuto(`UPDATE fascicolazione SET operatore = 'altri'`, PROPRIETARIO)).toBe('TB001');
    expect(await rifiuto(`UPDATE fascicolo_evento SET operatore = 'altri'`, PROPRIETARIO)).toBe('TB001');
  });

  test('un documento senza classe, o in un fascicolo chiuso, non vi entra nemmeno scrivendo nelle tabelle', async () => {
    const senza = await registraDiProva(p, 'operatore', { classificazione: undefined });
    const con = await registraDiProva(p, 'operatore');
    const chiuso = await apriDiProva(p, 'operatore');
    await p.chiama('operatore', 'POST', `/fascicoli/${chiuso.numero}/chiusura`, { corpo: {} });
    const inserisci = (codice: string, numero: number) =>
      `INSERT INTO fascicolazione (ente_id, fascicolo_id, registrazione_id, operatore, dal_protocollo)
       SELECT r.ente_id, f.id, r.id, 'nessuno', false FROM fascicolo f, registrazione r WHERE f.codice = '${codice}' AND r.numero = ${numero}
         AND r.registro_id = (SELECT id FROM registro WHERE codice = 'PG')`;
    expect(await rifiuto(inserisci('1', senza.numero))).toBe('TB021');
    expect(await rifiuto(inserisci(chiuso.numero, con.numero))).toBe('TB009');
  });
});
