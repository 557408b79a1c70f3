import { Type } from 'typebox';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { contestoDi } from '../guardia.ts';
import { chiudiSessioni } from './chiudi-sessioni.ts';
import { sessioneDi } from './cookie.ts';
import { elencaSessioni } from './elenca-sessioni.ts';
import { ElencoSessioni, SessioniChiuse } from './sessioni.schema.ts';

const tags = ['Sessione'];
const Id = (description: string) => Type.String({ format: 'uuid', description });
const Vuota = Type.Null({ description: 'Fatto' });

/** Where one is signed in: seen and ended by oneself, and by who manages the users. */
export function rotteSessioni(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/sessioni',
    {
      schema: {
        operationId: 'elencoSessioni',
        tags,
        summary: 'Le proprie sessioni aperte',
        response: { 200: ElencoSessioni },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) =>
        elencaSessioni(tx, ctx.soggetto.id, credenziale.impronta),
      );
    },
  );

  app.delete(
    '/sessioni',
    {
      schema: {
        operationId: 'chiudiAltreSessioni',
        tags,
        summary: 'Chiude tutte le proprie sessioni tranne questa',
        response: { 200: SessioniChiuse },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      const chiuse = await inTransazione(db, ctx.ente.id, (tx) =>
        chiudiSessioni(tx, ctx, ctx.soggetto.id, { tranne: credenziale.impronta }),
      );
      return { chiuse };
    },
  );

  app.delete(
    '/sessioni/:sessione',
    {
      schema: {
        operationId: 'chiudiSessione',
        tags,
        summary: 'Chiude una delle proprie sessioni',
        params: Type.Object({ sessione: Id('Sessione') }),
        response: { 204: Vuota },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta, risposta) => {
      const { ctx } = sessioneDi(richiesta);
      const { sessione: id } = richiesta.params;
      await inTransazione(db, ctx.ente.id, (tx) => chiudiSessioni(tx, ctx, ctx.soggetto.id, { id }));
      return risposta.code(204).send(null);
    },
  );

  app.get(
    '/utenti/:id/sessioni',
    {
      schema: {
        operationId: 'elencoSessioniUtente',
        tags,
        summary: 'Le sessioni aperte di un utente',
        params: Type.Object({ id: Id('Utente') }),
        response: { 200: ElencoSessioni },
      },
      config: { permesso: 'sessione.gestisce' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => elencaSessioni(tx, richiesta.params.id)),
  );

  app.delete(
    '/utenti/:id/sessioni',
    {
      schema: {
        operationId: 'chiudiSessioniUtente',
        tags,
        summary: 'Chiude tutte le sessioni di un utente',
        params: Type.Object({ id: Id('Utente') }),
        response: { 200: SessioniChiuse },
      },
      config: { permesso: 'sessione.gestisce' },
    },
    async (richiesta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      // Whoever is closing his own this way does not close the one he is doing it with.
      const tranne = richiesta.params.id === ctx.soggetto.id ? credenziale.impronta : undefined;
      const chiuse = await inTransazione(db, ctx.ente.id, (tx) =>
        chiudiSessioni(tx, ctx, richiesta.params.id, { tranne }),
      );
      return { chiuse };
    },
  );

  app.delete(
    '/utenti/:id/sessioni/:sessione',
    {
      schema: {
        operationId: 'chiudiSessioneUtente',
        tags,
        summary: 'Chiude una sessione di un utente',
        params: Type.Object({ id: Id('Utente'), sessione: Id('Sessione') }),
        response: { 204: Vuota },
      },
      config: { permesso: 'sessione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { id, sessione } = richiesta.params;
      await inTransazione(db, ctx.ente.id, (tx) => chiudiSessioni(tx, ctx, id, { id: sessione }));
      return risposta.code(204).send(null);
    },
  );
}
