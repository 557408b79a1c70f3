import { Type } from 'typebox';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { contestoDi } from '../guardia.ts';
import { sessioneDi } from '../sessioni/cookie.ts';
import {
  confermaPolitica,
  elencaConferme,
  leggiPolitica,
  politicheAssenti,
  pubblicaPolitica,
} from './politiche.ts';
import { ConfermaPolitica, ElencoConferme, NuovaPolitica, PoliticaUso } from './politiche.schema.ts';

const tags = ['Politiche di uso'];

/** The rules of acceptable use: read and confirmed by everybody, published by the RSP (RN-11.1). */
export function rottePolitiche(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/politiche-uso',
    {
      schema: {
        operationId: 'leggiPolitiche',
        tags,
        summary: 'Le politiche di uso accettabile in vigore',
        response: { 200: PoliticaUso },
      },
      config: { permesso: 'autenticato', durante: ['politiche'] },
    },
    async (richiesta) => {
      const { ctx } = sessioneDi(richiesta);
      const politica = await inLettura(db, ctx.ente.id, (tx) => leggiPolitica(tx, ctx.soggetto.id));
      if (!politica) throw politicheAssenti();
      return politica;
    },
  );

  app.post(
    '/politiche-uso/conferma',
    {
      schema: {
        operationId: 'confermaPolitiche',
        tags,
        summary: 'Dichiara di aver letto le politiche in vigore',
        body: ConfermaPolitica,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'autenticato', durante: ['politiche'] },
    },
    async (richiesta, risposta) => {
      const { ctx } = sessioneDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => confermaPolitica(tx, ctx, richiesta.body.versione));
      return risposta.code(204).send(null);
    },
  );

  app.get(
    '/politiche-uso/conferme',
    {
      schema: {
        operationId: 'elencoConferme',
        tags,
        summary: 'Chi ha confermato la versione in vigore, e chi non ancora',
        querystring: Type.Object(
          { cursore: Type.Optional(Type.String({ maxLength: 7, description: 'Dalla pagina precedente' })) },
          { additionalProperties: false },
        ),
        response: { 200: ElencoConferme },
      },
      config: { permesso: 'utente.consulta' },
    },
    async (richiesta) => {
      const { ente } = contestoDi(richiesta);
      const elenco = await inLettura(db, ente.id, (tx) => elencaConferme(tx, richiesta.query.cursore));
      if (!elenco) throw politicheAssenti();
      return elenco;
    },
  );

  app.post(
    '/politiche-uso',
    {
      schema: {
        operationId: 'pubblicaPolitiche',
        tags,
        summary: 'Pubblica una nuova versione, che tutti dovranno confermare',
        body: NuovaPolitica,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'politica.pubblica' },
    },
    async (richiesta, risposta) => {
      const { ctx } = sessioneDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => pubblicaPolitica(tx, ctx, richiesta.body));
      return risposta.code(204).send(null);
    },
  );
}
