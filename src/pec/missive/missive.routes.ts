import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { MissivaDellaRegistrazione, Valutazione } from './missive.schema.ts';
import { mostraMissiva, trovaMissiva } from './trova-missiva.ts';
import { valutaMissiva } from './valuta-missiva.ts';

const tags = ['Registrazioni'];
const VIA = '/registri/:registro/registrazioni/:anno/:numero/missiva';
const params = Type.Object({
  registro: Type.String({ maxLength: 16, description: 'Codice del registro, es. PG' }),
  anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999, description: 'Anno solare' }),
  numero: Type.Integer({ format: 'int64', minimum: 1, description: 'Numero di protocollo' }),
});

/** What nobody signed, and what the responsible of the procedure makes of it (RN-17.2, RN-17.3). */
export function rotteMissive(app: App, { db }: { db: Db }): void {
  app.get(
    VIA,
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'missivaDellaRegistrazione',
        tags,
        summary: 'Se la registrazione è assimilabile a una missiva non sottoscritta, e come è stata valutata',
        params,
        response: { 200: MissivaDellaRegistrazione },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, async (tx) => ({
        missiva: mostraMissiva(ctx, await trovaMissiva(tx, ctx, richiesta.params)),
      }));
    },
  );

  app.post(
    `${VIA}/valutazione`,
    {
      config: { permesso: 'missiva.valuta' },
      schema: {
        operationId: 'valutaMissiva',
        tags,
        summary: 'Il responsabile del procedimento valuta una missiva non sottoscritta, una volta',
        params,
        body: Valutazione,
        response: { 200: MissivaDellaRegistrazione },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await valutaMissiva(tx, ctx, richiesta.params, richiesta.body);
        return { missiva: mostraMissiva(ctx, await trovaMissiva(tx, ctx, richiesta.params)) };
      });
    },
  );
}
