import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { apriBanco, type BancoDocumenti } from '../../test/support/documenti-di-prova.ts';
import { contestoDiProva } from '../../test/support/ente-di-prova.ts';
import { carica } from './carica.ts';
import { lavoroSpazza } from './documenti.jobs.ts';
import type { Documento } from './documenti.schema.ts';
import { ricevi } from './ricevi.ts';
import { spazza } from './spazza.ts';
import { trovaDocumenti } from './trova-documenti.ts';

let banco: BancoDocumenti;
beforeAll(async () => {
  banco = await apriBanco();
});
afterAll(() => banco.chiudi());

const esiste = async ({ id }: Documento): Promise<boolean> =>
  (await inTransazione(banco.db, banco.ente.enteId, (tx) => trovaDocumenti(tx, [id]))).length === 1;
const conta = async (): Promise<number> => {
  const { rows } = await banco.superutente.query<{ n: number }>('SELECT count(*)::int AS n FROM documento');
  return rows[0]?.n ?? -1;
};

/** Past its day, as if it had been uploaded then: rows refuse UPDATE, so the trigger steps aside for the superuser. */
async function invecchia(...documenti: Documento[]): Promise<void> {
  await banco.superutente.query('SET session_replication_role = replica');
  await banco.superutente.query(
    `UPDATE documento SET caricato_il = caricato_il - interval '25 hours' WHERE id = ANY($1)`,
    [documenti.map((d) => d.id)],
  );
  await banco.superutente.query('SET session_replication_role = origin');
  for (const documento of documenti) {
    const ieri = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(banco.percorso(documento), ieri, ieri);
  }
}

/** An item that was not registered because of its kind, with its file (RN-38.1-4). */
async function escludi(documento: Documento): Promise<void> {
  await banco.superutente.query(
    `INSERT INTO esclusione (ente_id, categoria_id, descrizione, documento_id, operatore, unita_id)
     SELECT $1, (SELECT id FROM categoria_esclusa WHERE ente_id = $1 LIMIT 1), 'volantino', $2, 'prova', $3`,
    [banco.ente.enteId, documento.id, banco.ente.unita.protocollo.id],
  );
}

test('dopo un giorno sparisce ciò che nulla nomina, riga e file; resta ciò che è recente, riferito o condiviso', async () => {
  const vecchio = await banco.carica('vecchio.txt', 'mai registrato');
  const riferito = await banco.carica('riferito.txt', 'escluso dalla registrazione');
  const gemelloVecchio = await banco.carica('gemello1.txt', 'stesso contenuto');
  const gemelloRecente = await banco.carica('gemello2.txt', 'stesso contenuto');
  const recente = await banco.carica('recente.txt', 'di oggi');
  await escludi(riferito);
  await invecchia(vecchio, riferito, gemelloVecchio);

  await lavoroSpazza({ enteId: banco.ente.enteId }, banco);
  const documenti = [vecchio, riferito, gemelloVecchio, gemelloRecente, recente];
  expect(await Promise.all(documenti.map(esiste))).toEqual([false, true, false, true, true]);
  expect(documenti.map((d) => existsSync(banco.percorso(d)))).toEqual([false, true, true, true, true]);
  const { rows } = await banco.superutente.query(
    `SELECT attore, oggetto_id FROM traccia WHERE operazione = 'documento.eliminato' ORDER BY oggetto_id`,
  );
  expect(rows).toEqual(
    [vecchio.id, gemelloVecchio.id].sort().map((id) => ({ attore: 'sistema', oggetto_id: id })),
  );
  // Once more: nothing else goes.
  expect(await spazza(banco, banco.ente.enteId)).toEqual({ righe: 0, file: 0, incompleti: 0 });
});

test('un documento che si sta riferendo in quel momento è trattenuto dalla chiave esterna e gli altri no', async () => {
  const [altro, preso] = [await banco.carica('a.txt', 'lasciato'), await banco.carica('b.txt', 'preso')];
  await invecchia(altro, preso);
  await banco.superutente.query('BEGIN');
  await escludi(preso);
  const spazzata = spazza(banco, banco.ente.enteId);
  // The sweeper has read the list by now and waits for the row.
  for (let attese = 0; attese === 0;) {
    const { rows } = await banco.superutente.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    attese = rows[0]?.n ?? 0;
  }
  await banco.superutente.query('COMMIT');
  expect(await spazzata).toMatchObject({ righe: 1 });
  expect([await esiste(altro), await esiste(preso)]).toEqual([false, true]);
  expect(existsSync(banco.percorso(preso))).toBe(true);
});

test('RN-A.5 ogni file caricato ha un codice di riferimento unico, che nessuno cambia e che non torna dopo l’eliminazione', async () => {
  const insieme = await Promise.all(
    Array.from({ length: 20 }, (_, i) => banco.carica(`copia ${i}.txt`, 'venti volte uguale')),
  );
  const codici = new Set(insieme.map((d) => d.id));
  expect(codici.size).toBe(20);
  expect(new Set(insieme.map((d) => d.impronta)).size).toBe(1);
  const [primo] = insieme;
  if (!primo) throw new Error('nessun documento');
  // One content, one file.
  expect(readdirSync(join(banco.percorso(primo), '..'))).toHaveLength(1);
  expect(readdirSync(join(banco.cartella, '.incoming'))).toEqual([]);

  const cambia = (sql: string): Promise<unknown> =>
    inTransazione(banco.db, banco.ente.enteId, (tx) =>
      tx.updateTable('documento').set({ id: sql }).where('id', '=', primo.id).execute(),
    );
  await expect(cambia('00000000-0000-7000-8000-000000000001')).rejects.toMatchObject({ code: '42501' });
  await expect(
    banco.superutente.query(`UPDATE documento SET id = uuid_v7() WHERE id = $1`, [primo.id]),
  ).rejects.toMatchObject({ code: 'TB001' });
  await expect(
    banco.superutente.query(
      `INSERT INTO documento (id, ente_id, impronta, nome_file, formato, formato_secondo, dimensione)
       SELECT id, ente_id, impronta, nome_file, formato, formato_secondo, dimensione FROM documento WHERE id = $1`,
      [primo.id],
    ),
  ).rejects.toMatchObject({ code: '23505' });

  await spazza(banco, banco.ente.enteId, 0);
  expect(existsSync(banco.percorso(primo))).toBe(false);
  const dopo = await banco.carica('copia 0.txt', 'venti volte uguale');
  expect(codici.has(dopo.id)).toBe(false);
  // Codes grow with time, so one already given cannot come up again.
  expect([...codici].every((id) => id < dopo.id)).toBe(true);
  expect(existsSync(banco.percorso(dopo))).toBe(true);
});

test('chi ricarica un contenuto mentre lo si spazza non perde mai il file', async () => {
  const ctx = await contestoDiProva(banco.db, banco.ente, 'operatore');
  const { enteId } = banco.ente;
  const corpo = async function* (giro: number): AsyncGenerator<Buffer> {
    yield Buffer.from(`conteso ${giro}`);
  };
  const esiti = { tolto: 0, tenuto: 0 };
  for (let giro = 0; giro < 24; giro++) {
    // An orphan of yesterday, that the sweepers are about to remove and somebody uploads again.
    const orfano = await banco.archivio.stage(enteId, corpo(giro), { maxBytes: 100 });
    await orfano.publish();
    const [percorso, ieri] = [
      banco.percorso({ impronta: orfano.digest }),
      new Date(Date.now() - 25 * 3_600_000),
    ];
    utimesSync(percorso, ieri, ieri);
    // Now one goes first, now the other, by a little or by much.
    const vantaggio = [0, 2, 5, 9, 14, 400][giro % 6] ?? 0;
    const spazzata = setTimeout(giro % 4 < 2 ? vantaggio : 0).then(() =>
      Promise.all([spazza(banco, enteId), spazza(banco, enteId)]),
    );
    await setTimeout(giro % 4 < 2 ? 0 : vantaggio);
    const ricevuto = await ricevi(banco.archivio, enteId, corpo(giro), 100);
    await inTransazione(banco.db, enteId, (tx) => carica(tx, ctx, ricevuto, 'conteso.txt'));
    const tolti = (await spazzata).reduce((somma, { file }) => somma + file, 0);
    esiti[tolti > 0 ? 'tolto' : 'tenuto']++;
    expect(existsSync(percorso), `giro ${giro}`).toBe(true);
  }
  // Both orders must have happened, or nothing was contended.
  expect(Math.min(esiti.tolto, esiti.tenuto)).toBeGreaterThan(0);
}, 60_000);

test('un caricamento annullato lascia al più un file che la spazzata toglie', async () => {
  const ctx = await contestoDiProva(banco.db, banco.ente, 'operatore');
  async function* corpo(): AsyncGenerator<Buffer> {
    yield Buffer.from('annullato');
  }
  const ricevuto = await ricevi(banco.archivio, banco.ente.enteId, corpo(), 100);
  const { deposito } = ricevuto;
  await spazza(banco, banco.ente.enteId, 0);
  const prima = await conta();
  await expect(
    inTransazione(banco.db, banco.ente.enteId, async (tx) => {
      await carica(tx, ctx, ricevuto, 'annullato.txt');
      throw new Error('ripensamento');
    }),
  ).rejects.toThrow('ripensamento');
  expect(await conta()).toBe(prima);
  expect((await banco.archivio.head(deposito.key))?.size).toBe(9);
  expect(await spazza(banco, banco.ente.enteId)).toMatchObject({ file: 0 });
  expect(await spazza(banco, banco.ente.enteId, 0)).toMatchObject({ file: 1 });
  expect(await banco.archivio.head(deposito.key)).toBeUndefined();
});
