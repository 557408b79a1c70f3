import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { ElencoComunicazioni, FiltroComunicazioni } from './comunicazioni.schema.ts';
import { elencaComunicazioni } from './elenca-comunicazioni.ts';
import { segnaLetta } from './segna-letta.ts';

const tags = ['Comunicazioni'];

/** What the programme tells people, and whether they read it. */
export function rotteComunicazioni(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/comunicazioni',
    {
      schema: {
        operationId: 'elencoComunicazioni',
        tags,
        summary: 'Comunicazioni ricevute da chi chiede',
        querystring: FiltroComunicazioni,
        response: { 200: ElencoComunicazioni },
      },
      config: { permesso: 'comunicazione.legge', sottofondo: true },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaComunicazioni(tx, ctx, richiesta.query));
    },
  );

  app.post(
    '/comunicazioni/:id/lettura',
    {
      schema: {
        operationId: 'segnaComunicazioneLetta',
        tags,
        summary: 'Segna una comunicazione come letta',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Comunicazione' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'comunicazione.legge' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => segnaLetta(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
