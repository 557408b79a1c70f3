import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { lavoriAbbandonati } from './abbandonati.ts';
import { ElencoLavoriAbbandonati, LavoriRipresi } from './lavori.schema.ts';
import { riprova, riprovaTutti } from './riprova.ts';

const tags = ['Supervisione'];
// Also to read: an error, as the machine wrote it, may name what it was about, and is for who can do something about it.
const config = { permesso: 'configurazione.modifica' } as const;

/** What the queue gave up, for who administers the system. */
export function rotteLavori(app: App, { db }: { db: Db }): void {
  app.get(
    '/lavori-abbandonati',
    {
      schema: {
        operationId: 'elencoLavoriAbbandonati',
        tags,
        summary: 'Lavori in differita non riusciti, che non si riprovano più da sé',
        response: { 200: ElencoLavoriAbbandonati },
      },
      config,
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, (tx) => lavoriAbbandonati(tx)),
  );

  app.post(
    '/lavori-abbandonati/ripresa',
    {
      schema: {
        operationId: 'riprovaLavoriAbbandonati',
        tags,
        summary: 'Rimette in coda tutti i lavori non riusciti',
        response: { 200: LavoriRipresi },
      },
      config,
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return { ripresi: await inTransazione(db, ctx.ente.id, (tx) => riprovaTutti(tx, ctx)) };
    },
  );

  app.post(
    '/lavori-abbandonati/:id/ripresa',
    {
      schema: {
        operationId: 'riprovaLavoroAbbandonato',
        tags,
        summary: 'Rimette in coda un lavoro non riuscito',
        params: Type.Object({ id: Type.String({ pattern: '^[0-9]{1,15}$', description: 'Lavoro' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config,
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => riprova(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
