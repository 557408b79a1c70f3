import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { nomina } from './nomina.ts';
import { findNomine, findResponsabiliArea } from './nomine.queries.ts';
import { ElencoNomine, FineNomina, Nomina, NuovaNomina } from './nomine.schema.ts';
import { ritiraNomina, terminaNomina } from './termina-nomina.ts';

const tags = ['Nomine'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Nomina' }) });

/** Who holds the offices the law names, by which act, from when to when (RN-2.1g, RN-4.2). */
export function rotteNomine(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/nomine',
    {
      schema: {
        operationId: 'elencoNomine',
        tags,
        summary: 'Nomine in carica, future e cessate',
        response: { 200: ElencoNomine },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        items: await findNomine(tx),
        responsabiliArea: await findResponsabiliArea(tx),
      })),
  );

  app.post(
    '/nomine',
    {
      schema: {
        operationId: 'nomina',
        tags,
        summary: 'Registra una nomina',
        body: NuovaNomina,
        response: { 201: Nomina },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const corpo = await nomina(tx, ctx, richiesta.body);
        return { posizione: '/api/v1/nomine', corpo };
      });
    },
  );

  app.post(
    '/nomine/:id/fine',
    {
      schema: {
        operationId: 'terminaNomina',
        tags,
        summary: 'Fa cessare una nomina',
        params,
        body: FineNomina,
        response: { 200: Nomina },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        terminaNomina(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.delete(
    '/nomine/:id',
    {
      schema: {
        operationId: 'ritiraNomina',
        tags,
        summary: 'Ritira una nomina che deve ancora avere effetto',
        params,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => ritiraNomina(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
