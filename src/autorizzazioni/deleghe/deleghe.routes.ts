import { Type } from 'typebox';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { contestoDi } from '../guardia.ts';
import { conferisciDelega } from './conferisci-delega.ts';
import { findDeleghe } from './deleghe.queries.ts';
import { Delega, ElencoDeleghe, NuovaDelega } from './deleghe.schema.ts';
import { revocaDelega } from './revoca-delega.ts';

const tags = ['Deleghe'];

/** Delegations of the RSP: only he gives them and takes them back. */
export function rotteDeleghe(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/deleghe',
    {
      schema: {
        operationId: 'elencoDeleghe',
        tags,
        summary: 'Deleghe del responsabile del servizio',
        response: { 200: ElencoDeleghe },
      },
      config: { permesso: 'configurazione.legge' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({ items: await findDeleghe(tx) })),
  );

  app.post(
    '/deleghe',
    {
      schema: {
        operationId: 'conferisciDelega',
        tags,
        summary: 'Conferisce una delega',
        body: NuovaDelega,
        response: { 201: Delega },
      },
      config: { permesso: 'delega.conferisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const delega = await conferisciDelega(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/deleghe/${delega.id}`, corpo: delega };
      });
    },
  );

  app.delete(
    '/deleghe/:id',
    {
      schema: {
        operationId: 'revocaDelega',
        tags,
        summary: 'Revoca una delega',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Delega' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'delega.conferisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => revocaDelega(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
