import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { creaModello } from './crea-modello.ts';
import { eliminaModello } from './elimina-modello.ts';
import { findModelli } from './modelli.queries.ts';
import { ElencoModelli, Modello, ModificaModello, NuovoModello } from './modelli.schema.ts';
import { modificaModello } from './modifica-modello.ts';

const tags = ['Modelli'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Modello' }) });

/** Templates of registrations, shared by whoever registers. */
export function rotteModelli(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/modelli',
    {
      schema: {
        operationId: 'elencoModelli',
        tags,
        summary: 'Modelli di registrazione',
        response: { 200: ElencoModelli },
      },
      config: { permesso: 'registrazione.registra' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({ items: await findModelli(tx) })),
  );

  app.post(
    '/modelli',
    {
      schema: {
        operationId: 'creaModello',
        tags,
        summary: 'Crea un modello di registrazione',
        body: NuovoModello,
        response: { 201: Modello },
      },
      config: { permesso: 'modello.modifica' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const modello = await creaModello(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/modelli/${modello.id}`, corpo: modello };
      });
    },
  );

  app.put(
    '/modelli/:id',
    {
      schema: {
        operationId: 'modificaModello',
        tags,
        summary: 'Riscrive un modello di registrazione',
        params,
        body: ModificaModello,
        response: { 200: Modello },
      },
      config: { permesso: 'modello.modifica' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaModello(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.delete(
    '/modelli/:id',
    {
      schema: {
        operationId: 'eliminaModello',
        tags,
        summary: 'Elimina un modello di registrazione',
        params,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'modello.modifica' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => eliminaModello(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
