import { join } from 'node:path';
import pg from 'pg';
import { lavoroPrepara, type PartiPreparazione } from '#esportazione';
import { openFileSystemStore } from '#platform/storage';
import type { Esportazione } from '../../src/esportazione/richieste/esportazioni.schema.ts';
import type { ProdottoDiProva } from './prodotto-di-prova.ts';

export async function partiPreparazione(p: ProdottoDiProva): Promise<PartiPreparazione> {
  return {
    db: p.db,
    archivio: await openFileSystemStore(join(p.ambiente.dati, 'documenti')),
    log: p.ambiente.log,
    dati: p.ambiente.dati,
    metadati: null,
    giorniEsportazioni: 7,
  };
}

/** Carries out the exports that wait in the queue, as the queue does. */
export async function preparaInCoda(p: ProdottoDiProva, parti?: Partial<PartiPreparazione>): Promise<void> {
  const client = new pg.Client(p.banca.urlSuperutente);
  await client.connect();
  try {
    const { rows } = await client.query<{ payload: unknown }>(
      `WITH p AS (DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
         WHERE t.id = j.task_id AND t.identifier = 'esportazione.prepara' RETURNING j.payload) SELECT payload FROM p`,
    );
    for (const { payload } of rows)
      await lavoroPrepara(payload, { ...(await partiPreparazione(p)), ...parti });
  } finally {
    await client.end();
  }
}

/** Asks for an export as the RSP and prepares it at once. */
export async function esportazionePronta(p: ProdottoDiProva, corpo: object = {}): Promise<Esportazione> {
  const chiesta = await p.chiama<Esportazione>('rsp', 'POST', '/esportazioni', { corpo });
  if (chiesta.stato !== 201) throw new Error(chiesta.testo);
  await preparaInCoda(p);
  const elenco = await p.chiama<{ items: Esportazione[] }>('rsp', 'GET', '/esportazioni');
  const pronta = elenco.corpo.items.find((e) => e.id === chiesta.corpo.id);
  if (pronta?.stato !== 'pronta') throw new Error(JSON.stringify(pronta));
  return pronta;
}
