import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { leggiContatori } from './contatori.ts';
import { salvaContatore, togliContatore } from './salva-contatore.ts';
import { Contatori, NuovoContatore } from './scrivania.schema.ts';

const tags = ['Scrivania'];

/** The desk: what waits for whoever asks. Its lists are those of the assignments. */
export function rotteScrivania(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/scrivania/contatori',
    {
      schema: {
        operationId: 'contatoriScrivania',
        tags,
        summary: 'Quanto c’è da fare per chi chiede, nell’ufficio in uso',
        response: { 200: Contatori },
      },
      config: { permesso: 'scrivania.consulta', sottofondo: true },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiContatori(tx, ctx));
    },
  );

  app.post(
    '/scrivania/contatori',
    {
      schema: {
        operationId: 'salvaContatore',
        tags,
        summary: 'Tiene una ricerca del registro come contatore della scrivania',
        body: NuovoContatore,
        response: { 201: Type.Object({ id: Type.String({ format: 'uuid' }) }) },
      },
      config: { permesso: 'scrivania.consulta' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        corpo: { id: await salvaContatore(tx, ctx, richiesta.body) },
      }));
    },
  );

  app.delete(
    '/scrivania/contatori/:id',
    {
      schema: {
        operationId: 'togliContatore',
        tags,
        summary: 'Toglie un contatore dalla scrivania',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Contatore' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'scrivania.consulta' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => togliContatore(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
