import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { contestoDiProva, creaEnteDiProva } from '../support/ente-di-prova.ts';
import {
  apriDiProva,
  nuovoFascicolo,
  registraDiProva,
  type DocumentoDiProva,
} from '../support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { apriFascicolo } from '../../src/fascicoli/apri-fascicolo.ts';
import { compattaConteggi } from '../../src/titolario/compatta-conteggi.ts';
import type { NodoTitolario, TitolarioInUso } from '../../src/titolario/titolario.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const CLASSI = ['VI.3', 'VI.5', 'IV.4', 'XIV'];
type Conto = Record<string, { registrazioni: number; fascicoli: number }>;

/** What the tree says, of the entries that have something. */
async function albero(): Promise<Conto> {
  const { corpo } = await p.chiama<TitolarioInUso>('operatore', 'GET', '/titolario?conteggi=true');
  const conto: Conto = {};
  const scendi = (n: NodoTitolario): void => {
    if (n.codice !== undefined && (n.registrazioni ?? 0) + (n.fascicoli ?? 0) > 0)
      conto[n.codice] = { registrazioni: n.registrazioni ?? 0, fascicoli: n.fascicoli ?? 0 };
    n.figli.forEach(scendi);
  };
  corpo.items.forEach(scendi);
  return conto;
}

/** The same, by looking at every registration and every fascicolo. */
async function contati(enteId = p.ente.enteId): Promise<Conto> {
  const { rows } = await superutente.query<{ codice: string; registrazioni: number; fascicoli: number }>(
    `SELECT v.codice, count(*) FILTER (WHERE registrata)::integer AS registrazioni, count(*) FILTER (WHERE NOT registrata)::integer AS fascicoli
     FROM (SELECT voce_titolario_id, true AS registrata FROM scheda WHERE ente_id = $1
       UNION ALL SELECT voce_titolario_id, false FROM fascicolo WHERE ente_id = $1 AND sottofascicolo = 0) x
     JOIN voce_titolario v ON v.id = x.voce_titolario_id GROUP BY v.codice`,
    [enteId],
  );
  return Object.fromEntries(rows.map(({ codice, ...n }) => [codice, n]));
}

const riclassifica = (d: DocumentoDiProva, versione: number, classificazione: string | null) =>
  p.chiama('operatore', 'PATCH', `/registri/PG/registrazioni/${d.anno}/${d.numero}`, {
    corpo: { versione, classificazione },
    intestazioni: { 'content-type': 'application/merge-patch+json' },
  });

test('una voce conta ciò che vi si registra e vi si apre, e non più ciò che passa a un’altra', async () => {
  const d = await registraDiProva(p, 'operatore');
  await registraDiProva(p, 'operatore', { classificazione: undefined });
  const f = await apriDiProva(p, 'operatore');
  await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/sottofascicoli`, {
    corpo: { denominazione: 'Parte', oggetto: 'Parte' },
  });
  expect(await albero()).toEqual({ 'VI.3': { registrazioni: 1, fascicoli: 1 } });

  expect((await riclassifica(d, 1, 'VI.5')).stato).toBe(200);
  expect(await albero()).toEqual({
    'VI.3': { registrazioni: 0, fascicoli: 1 },
    'VI.5': { registrazioni: 1, fascicoli: 0 },
  });
  expect((await riclassifica(d, 2, null)).stato).toBe(200);
  expect(await albero()).toEqual({ 'VI.3': { registrazioni: 0, fascicoli: 1 } });
});

test('chi registra, chi riclassifica, chi rinuncia e chi compatta insieme: alla fine i conti tornano', async () => {
  const ctx = await contestoDiProva(p.db, p.ente, 'operatore');
  let finito = false;
  const compatta = async (): Promise<void> => {
    while (!finito) await compattaConteggi(p.db, p.ente.enteId);
  };
  const compattano = [compatta(), compatta()];
  const classe = (n: number): string => CLASSI[n % CLASSI.length] ?? '';
  await Promise.all(
    Array.from({ length: 60 }, async (_, n) => {
      const d = await registraDiProva(p, 'operatore', { classificazione: classe(n) });
      if (n % 2 === 0) expect((await riclassifica(d, 1, classe(n + 1))).stato).toBe(200);
      if (n % 4 === 0) expect((await riclassifica(d, 2, null)).stato).toBe(200);
      if (n % 3 === 0) await apriDiProva(p, 'operatore', { classificazione: classe(n) });
      if (n % 5 === 0)
        await inTransazione(p.db, p.ente.enteId, async (tx) => {
          await apriFascicolo(tx, ctx, nuovoFascicolo(), new Date());
          throw new Error('si cambia idea');
        }).catch(() => undefined);
    }),
  );
  // Several reclassified by one statement, among them one that stays where it is.
  await superutente.query(
    `UPDATE scheda SET voce_titolario_id = (SELECT id FROM voce_titolario WHERE codice = 'VI.3')
     WHERE voce_titolario_id IN (SELECT id FROM voce_titolario WHERE codice IN ('VI.3', 'IV.4'))`,
  );
  finito = true;
  await Promise.all(compattano);

  const attesi = await contati();
  expect(Object.values(attesi).reduce((n, c) => n + c.registrazioni, 0)).toBe(45);
  expect(Object.values(attesi).reduce((n, c) => n + c.fascicoli, 0)).toBe(21);
  expect(await albero()).toEqual(attesi);

  await compattaConteggi(p.db, p.ente.enteId);
  expect(await albero()).toEqual(attesi);
  const { rows } = await superutente.query(
    'SELECT voce_titolario_id FROM conteggio_voce GROUP BY 1 HAVING count(*) > 1',
  );
  expect(rows).toEqual([]);
});

test('dove si registrava già, la migrazione conta ciò che c’è, ente per ente', async () => {
  const altro = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  const ctx = await contestoDiProva(p.db, altro, 'operatore');
  await inTransazione(p.db, altro.enteId, (tx) => apriFascicolo(tx, ctx, nuovoFascicolo(), new Date()));
  await superutente.query('DELETE FROM conteggio_voce');
  expect(await albero()).toEqual({});

  const migrazione = readFileSync(
    new URL('../../db/migrations/0017_conteggi_titolario.sql', import.meta.url),
    'utf8',
  );
  const proprietario = new pg.Client(p.banca.url);
  await proprietario.connect();
  try {
    await proprietario.query(/DO \$\$[^]*?END \$\$;/.exec(migrazione)?.[0] ?? 'la migrazione non conta');
  } finally {
    await proprietario.end();
  }
  expect(await albero()).toEqual(await contati());
  const { rows } = await superutente.query(
    'SELECT sum(registrazioni)::integer AS registrazioni, sum(fascicoli)::integer AS fascicoli FROM conteggio_voce WHERE ente_id = $1',
    [altro.enteId],
  );
  expect(rows).toEqual([{ registrazioni: 0, fascicoli: 1 }]);
});
