import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { CategoriaEsclusa, Esclusione, RichiestaEsclusione } from './esclusioni.schema.ts';
import { elencaEsclusioni, escludi, negaRicevuta } from './escludi.ts';
import type { PartiRegistrazione } from './rotte-comuni.ts';

const tags = ['Documenti esclusi'];

/** Kinds that are not registered, and what was not (art. 38). */
export function rotteEsclusioni(app: App, parti: PartiRegistrazione): void {
  app.get(
    '/categorie-escluse',
    {
      config: { permesso: 'esclusione.registra' },
      schema: {
        operationId: 'elencoCategorieEscluse',
        tags,
        summary: 'Categorie di documenti non soggetti a registrazione',
        response: { 200: Type.Object({ items: Type.Array(CategoriaEsclusa) }) },
      },
    },
    async (richiesta) => {
      const righe = await inLettura(parti.db, contestoDi(richiesta).ente.id, (tx) =>
        tx.selectFrom('categoria_esclusa').selectAll().where('attiva', '=', true).orderBy('ordine').execute(),
      );
      return {
        items: righe.map(({ codice, denominazione, origine, ambito, condizione, residuale }) => ({
          codice,
          denominazione,
          origine,
          ambito,
          condizione: condizione ?? undefined,
          residuale,
        })),
      };
    },
  );

  app.post(
    '/esclusioni',
    {
      config: { permesso: 'esclusione.registra' },
      schema: {
        operationId: 'annotaEsclusione',
        tags,
        summary: 'Annota che un documento non si registra',
        body: RichiestaEsclusione,
        response: { 201: Esclusione },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        corpo: await escludi(tx, ctx, richiesta.body),
      }));
    },
  );

  app.get(
    '/esclusioni',
    {
      config: { permesso: 'esclusione.registra' },
      schema: {
        operationId: 'elencoEsclusioni',
        tags,
        summary: 'Documenti non registrati',
        querystring: Type.Object({
          cursor: Type.Optional(Type.String({ format: 'uuid' })),
          limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
        }),
        response: {
          200: Type.Object({ items: Type.Array(Esclusione), cursor: Type.Optional(Type.String()) }),
        },
      },
    },
    async (richiesta) => {
      const { cursor, limit = 50 } = richiesta.query;
      return await inLettura(parti.db, contestoDi(richiesta).ente.id, (tx) =>
        elencaEsclusioni(tx, cursor, limit),
      );
    },
  );

  app.get(
    '/esclusioni/:id/ricevuta.pdf',
    {
      config: { permesso: 'esclusione.registra' },
      schema: {
        operationId: 'ricevutaEsclusione',
        tags,
        summary: 'Ricevuta di un documento non soggetto a protocollazione',
        description:
          'Non si rilascia (RN-24.1): la risposta è sempre un rifiuto, con la categoria che esclude il documento.',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null() },
      },
    },
    async (richiesta) =>
      await inLettura(parti.db, contestoDi(richiesta).ente.id, (tx) => negaRicevuta(tx, richiesta.params.id)),
  );
}
