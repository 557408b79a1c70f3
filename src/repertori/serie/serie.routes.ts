import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import type { Orologio } from '#platform/clock';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { aggiungiASerie, togliDaSerie } from './componi-serie.ts';
import { creaSerie } from './crea-serie.ts';
import { modificaSerie } from './modifica-serie.ts';
import { findSerie, findUnitaDiSerie, trovaSerie } from './serie.queries.ts';
import { ModificaSerie, NuovaSerie, NuovaUnitaDiSerie, Serie, UnitaDiSerie } from './serie.schema.ts';

const tags = ['Serie archivistiche'];
const Id = Type.String({ format: 'uuid', description: 'Serie' });
const params = Type.Object({ id: Id });

/** Serie archivistiche: who may consult the repertori reads them, the RSP makes them. */
export function rotteSerie(app: App, parti: { db: Db; orologio: Orologio }): void {
  const { db, orologio } = parti;
  const consulta = { permesso: 'repertorio.consulta' } as const;
  const gestisce = { permesso: 'repertorio.gestisce' } as const;

  app.get(
    '/serie',
    {
      config: consulta,
      schema: {
        operationId: 'elencoSerie',
        tags,
        summary: 'Serie archivistiche',
        response: { 200: Type.Object({ items: Type.Array(Serie) }) },
      },
    },
    async (richiesta) => ({
      items: await inLettura(db, contestoDi(richiesta).ente.id, (tx) => findSerie(tx)),
    }),
  );

  app.post(
    '/serie',
    {
      config: gestisce,
      schema: {
        operationId: 'creaSerie',
        tags,
        summary: 'Istituisce una serie',
        description: 'Il criterio con cui le unità sono riunite è obbligatorio (art. 47 c. 2).',
        body: NuovaSerie,
        response: { 201: Serie },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const id = await creaSerie(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/serie/${id}`, corpo: await trovaSerie(tx, id) };
      });
    },
  );

  app.get(
    '/serie/:id',
    {
      config: consulta,
      schema: {
        operationId: 'leggiSerie',
        tags,
        summary: 'Legge una serie',
        params,
        response: { 200: Serie },
      },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => trovaSerie(tx, richiesta.params.id)),
  );

  app.patch(
    '/serie/:id',
    {
      config: gestisce,
      schema: {
        operationId: 'modificaSerie',
        tags,
        summary: 'Modifica, chiude o riapre una serie',
        consumes: ['application/merge-patch+json'],
        params,
        body: ModificaSerie,
        response: { 200: Serie },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await modificaSerie(tx, ctx, orologio.adesso(), richiesta.params.id, richiesta.body);
        return await trovaSerie(tx, richiesta.params.id);
      });
    },
  );

  app.get(
    '/serie/:id/unita',
    {
      config: consulta,
      schema: {
        operationId: 'unitaDellaSerie',
        tags,
        summary: 'Fascicoli e registri di una serie',
        params,
        querystring: Type.Object({
          cursor: Type.Optional(Type.String({ format: 'uuid' })),
          limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
        }),
        response: {
          200: Type.Object({
            items: Type.Array(UnitaDiSerie),
            cursor: Type.Optional(Type.String({ description: 'Da rimandare per avere la pagina seguente' })),
          }),
        },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { cursor, limit = 50 } = richiesta.query;
      return await inLettura(db, ctx.ente.id, async (tx) => {
        await trovaSerie(tx, richiesta.params.id);
        return await findUnitaDiSerie(tx, ctx, richiesta.params.id, cursor, limit);
      });
    },
  );

  app.post(
    '/serie/:id/unita',
    {
      config: gestisce,
      schema: {
        operationId: 'aggiungiASerie',
        tags,
        summary: 'Aggiunge un fascicolo o un registro alla serie',
        params,
        body: NuovaUnitaDiSerie,
        response: { 201: Type.Object({ id: Type.String({ format: 'uuid' }) }) },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const id = await aggiungiASerie(tx, ctx, richiesta.params.id, richiesta.body);
        return { posizione: `/api/v1/serie/${richiesta.params.id}/unita/${id}`, corpo: { id } };
      });
    },
  );

  app.delete(
    '/serie/:id/unita/:unita',
    {
      config: gestisce,
      schema: {
        operationId: 'togliDaSerie',
        tags,
        summary: 'Toglie un’unità dalla serie',
        params: Type.Object({ id: Id, unita: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { id, unita } = richiesta.params;
      await inTransazione(db, ctx.ente.id, (tx) => togliDaSerie(tx, ctx, id, unita));
      return risposta.code(204).send(null);
    },
  );
}
