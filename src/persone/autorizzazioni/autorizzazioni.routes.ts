import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { leggiUtente } from '../utenti/utenti.queries.ts';
import { findAutorizzazioni } from './autorizzazioni.queries.ts';
import {
  Autorizzazione,
  ElencoAutorizzazioni,
  ModificaAutorizzazione,
  NuovaAutorizzazione,
  RevocaAutorizzazione,
} from './autorizzazioni.schema.ts';
import { concedi } from './concedi.ts';
import { modificaAutorizzazione } from './modifica.ts';
import { revocaAutorizzazione } from './revoca.ts';

const tags = ['Autorizzazioni'];
const Utente = Type.Object({ id: Type.String({ format: 'uuid', description: 'Utente' }) });
const Chiave = Type.Object({ id: Type.String({ format: 'uuid', description: 'Autorizzazione' }) });

/** What each person may do, since when, by whose decision. */
export function rotteAutorizzazioni(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/utenti/:id/autorizzazioni',
    {
      schema: {
        operationId: 'elencoAutorizzazioni',
        tags,
        summary: 'Autorizzazioni di un utente, con la loro storia',
        description: 'Anche quelle scadute e revocate: chi ha deciso, quando e perché (RN-72.1).',
        params: Utente,
        response: { 200: ElencoAutorizzazioni },
      },
      config: { permesso: 'utente.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => {
        await leggiUtente(tx, richiesta.params.id);
        return { items: await findAutorizzazioni(tx, { utenteId: richiesta.params.id }) };
      }),
  );

  app.post(
    '/utenti/:id/autorizzazioni',
    {
      schema: {
        operationId: 'concediAutorizzazione',
        tags,
        summary: 'Concede un’autorizzazione',
        description:
          'Il responsabile del servizio concede i profili del protocollo, l’amministratore quello di amministratore (RN-4.3a).',
        params: Utente,
        body: NuovaAutorizzazione,
        response: { 201: Autorizzazione },
      },
      config: { permesso: 'autorizzazione.concede' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: `/api/v1/utenti/${id}/autorizzazioni`,
        corpo: await concedi(tx, ctx, id, richiesta.body),
      }));
    },
  );

  app.patch(
    '/autorizzazioni/:id',
    {
      schema: {
        operationId: 'modificaAutorizzazione',
        tags,
        consumes: ['application/merge-patch+json'],
        summary: 'Modifica un’autorizzazione',
        description: 'Vale dalla richiesta seguente della persona; com’era prima resta nella storia.',
        params: Chiave,
        body: ModificaAutorizzazione,
        response: { 200: Autorizzazione },
      },
      config: { permesso: 'autorizzazione.concede' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaAutorizzazione(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.post(
    '/autorizzazioni/:id/revoca',
    {
      schema: {
        operationId: 'revocaAutorizzazione',
        tags,
        summary: 'Revoca un’autorizzazione, con effetto immediato',
        params: Chiave,
        body: RevocaAutorizzazione,
        response: { 200: Autorizzazione },
      },
      config: { permesso: 'autorizzazione.concede' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        revocaAutorizzazione(tx, ctx, richiesta.params.id, richiesta.body.motivo),
      );
    },
  );
}
