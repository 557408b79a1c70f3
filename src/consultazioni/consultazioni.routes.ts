import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { chiediConsultazione } from './chiedi-consultazione.ts';
import { elencaConsultazioni } from './consultazioni.queries.ts';
import {
  Consultazione,
  DecisioneConsultazione,
  ElencoConsultazioni,
  FiltroConsultazioni,
  NuovaConsultazione,
  RevocaConsultazione,
} from './consultazioni.schema.ts';
import { decidiConsultazione, revocaConsultazione } from './decidi-consultazione.ts';

const tags = ['Consultazioni'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Richiesta' }) });

/** Requests to consult what one does not see, and what was decided on them (RN-51.1). */
export function rotteConsultazioni(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/consultazioni',
    {
      schema: {
        operationId: 'elencaConsultazioni',
        tags,
        summary: 'Richieste di consultazione proprie e da decidere, dalla più recente',
        querystring: FiltroConsultazioni,
        response: { 200: ElencoConsultazioni },
      },
      config: { permesso: 'registrazione.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaConsultazioni(tx, ctx, richiesta.query));
    },
  );

  app.post(
    '/consultazioni',
    {
      schema: {
        operationId: 'chiediConsultazione',
        tags,
        summary: 'Chiede di consultare un documento di cui si conosce il numero',
        description: 'La risposta è la stessa anche se nessun documento ha quel numero.',
        body: NuovaConsultazione,
        response: { 201: Consultazione },
      },
      config: { permesso: 'registrazione.consulta' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/consultazioni',
        corpo: await chiediConsultazione(tx, ctx, richiesta.body),
      }));
    },
  );

  app.post(
    '/consultazioni/:id/decisione',
    {
      schema: {
        operationId: 'decidiConsultazione',
        tags,
        summary: 'Concede la consultazione fino a un giorno, o la nega con il motivo',
        params,
        body: DecisioneConsultazione,
        response: { 200: Consultazione },
      },
      config: { permesso: 'consultazione.decide' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        decidiConsultazione(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.post(
    '/consultazioni/:id/revoca',
    {
      schema: {
        operationId: 'revocaConsultazione',
        tags,
        summary: 'Fa finire prima una consultazione concessa',
        params,
        body: RevocaConsultazione,
        response: { 200: Consultazione },
      },
      config: { permesso: 'consultazione.decide' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        revocaConsultazione(tx, ctx, richiesta.params.id, richiesta.body.motivo),
      );
    },
  );
}
