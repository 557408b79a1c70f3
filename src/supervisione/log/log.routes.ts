import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { cercaLog } from './cerca-log.ts';
import { annotaEsportazione, esportaLog } from './esporta-log.ts';
import { leggiModifiche } from './leggi-modifiche.ts';
import { ElencoLog, FiltroLog, ModificheRiga, PaginaLog } from './log.schema.ts';

const tags = ['Supervisione'];

/** The audit trail, to be read and taken away; nobody can write in it but by working. */
export function rotteLog(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/log',
    {
      schema: {
        operationId: 'elencoLog',
        tags,
        summary: 'Operazioni svolte, per persona, documento, ufficio e periodo',
        description:
          'Chi vigila sul protocollo le vede tutte (RN-4.3h); chi amministra il sistema quelle di accesso e configurazione (RN-11.4).',
        querystring: PaginaLog,
        response: { 200: ElencoLog },
      },
      config: { permesso: 'traccia.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => cercaLog(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/log/:id/modifiche',
    {
      schema: {
        operationId: 'leggiModificheLog',
        tags,
        summary: 'Che cosa ha cambiato un’operazione, prima e dopo',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Riga del log' }) }),
        response: { 200: ModificheRiga },
      },
      config: { permesso: 'traccia.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiModifiche(tx, ctx, richiesta.params.id));
    },
  );

  app.get(
    '/log.csv',
    {
      schema: {
        operationId: 'esportaLog',
        tags,
        summary: 'Le stesse operazioni, come CSV',
        querystring: FiltroLog,
        response: {
          200: { description: 'CSV, UTF-8', content: { 'text/csv': { schema: Type.String() } } },
        },
      },
      config: { permesso: 'traccia.consulta' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      // A filter that cannot be is refused before the file begins.
      await inLettura(db, ctx.ente.id, (tx) => cercaLog(tx, ctx, { ...richiesta.query, limit: 1 }));
      await annotaEsportazione(db, ctx, richiesta.query);
      return await manda(risposta, Readable.from(esportaLog(db, ctx, richiesta.query)));
    },
  );
}

async function manda(risposta: FastifyReply, csv: Readable): Promise<FastifyReply> {
  return await risposta
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="log.csv"')
    .send(csv);
}
