import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { documentiDaSistemare } from './documenti-da-sistemare.ts';
import { documentiFascicolo, leggiFascicolazione } from './documenti-fascicolo.ts';
import { fascicoliCandidati, fascicoliDelDocumento } from './fascicoli-del-documento.ts';
import {
  Candidati,
  DocumentiDaSistemare,
  ElencoDocumentiFascicolo,
  FascicoliDelDocumento,
  Fascicolazione,
  NumeroFascicolo,
  NuovaFascicolazione,
  Spostamento,
} from './fascicoli.schema.ts';
import { inserisciDocumento } from './inserisci-documento.ts';
import { Pagina, ParametriFascicolo, ParametriRegistrazione, type PartiFascicoli } from './rotte-comuni.ts';
import { spostaDocumento } from './sposta-documento.ts';
import { togliDocumento } from './togli-documento.ts';

const tags = ['Fascicolazione'];
const ParametriDocumento = Type.Object({
  numero: NumeroFascicolo,
  id: Type.String({ format: 'uuid', description: 'Fascicolazione' }),
});

/** Documents into fascicoli, from one to another, out of them; which are in none; where one may belong. */
export function rotteFascicolazione(app: App, parti: PartiFascicoli): void {
  const { db } = parti;

  app.get(
    '/fascicoli/:numero/documenti',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'documentiFascicolo',
        tags,
        summary: 'Documenti di un fascicolo',
        description: 'In ordine cronologico di registrazione (art. 43).',
        params: ParametriFascicolo,
        querystring: Pagina,
        response: { 200: ElencoDocumentiFascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) =>
        documentiFascicolo(tx, ctx, richiesta.params.numero, richiesta.query),
      );
    },
  );

  app.post(
    '/fascicoli/:numero/documenti',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'inserisciDocumento',
        tags,
        summary: 'Mette un documento nel fascicolo',
        description:
          'Registrato o no; resta anche negli altri fascicoli in cui è. Se la classe è diversa da quella del fascicolo va confermato.',
        params: ParametriFascicolo,
        body: NuovaFascicolazione,
        response: { 201: Fascicolazione },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { numero } = richiesta.params;
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const id = await inserisciDocumento(tx, ctx, numero, richiesta.body);
        return {
          posizione: `/api/v1/fascicoli/${numero}/documenti`,
          corpo: await leggiFascicolazione(tx, ctx, id),
        };
      });
    },
  );

  app.delete(
    '/fascicoli/:numero/documenti/:id',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'togliDocumento',
        tags,
        summary: 'Toglie un documento dal fascicolo, con un motivo; il documento resta dov’è registrato',
        params: ParametriDocumento,
        querystring: Type.Object(
          { motivo: Type.String({ minLength: 1, maxLength: 2000, description: 'Perché si toglie' }) },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { numero, id } = richiesta.params;
      await inTransazione(db, ctx.ente.id, (tx) =>
        togliDocumento(tx, ctx, numero, id, richiesta.query.motivo),
      );
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/fascicoli/:numero/documenti/:id/spostamento',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'spostaDocumento',
        tags,
        summary: 'Sposta un documento in un altro fascicolo',
        description:
          'Con un motivo. Ciò che ha inserito il protocollo lo sposta solo l’Ufficio Protocollo: gli altri fanno una segnalazione.',
        params: ParametriDocumento,
        body: Spostamento,
        response: { 200: Fascicolazione },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { numero, id } = richiesta.params;
      return await inTransazione(db, ctx.ente.id, async (tx) =>
        leggiFascicolazione(tx, ctx, await spostaDocumento(tx, ctx, numero, id, richiesta.body)),
      );
    },
  );

  app.get(
    '/documenti-da-sistemare',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'documentiDaSistemare',
        tags,
        summary: 'Documenti senza classificazione, o in nessun fascicolo',
        querystring: Type.Object(
          {
            mancano: Type.Union([Type.Literal('classificazione'), Type.Literal('fascicolo')]),
            ufficio: Type.Optional(
              Type.String({ maxLength: 60, description: 'Codice dell’ufficio competente del documento' }),
            ),
            ...Pagina.properties,
          },
          { additionalProperties: false },
        ),
        response: { 200: DocumentiDaSistemare },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => documentiDaSistemare(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/registri/:registro/registrazioni/:anno/:numero/fascicoli',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'fascicoliDelDocumento',
        tags,
        summary: 'Fascicoli in cui è un documento',
        params: ParametriRegistrazione,
        response: { 200: FascicoliDelDocumento },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => fascicoliDelDocumento(tx, ctx, richiesta.params));
    },
  );

  app.get(
    '/registri/:registro/registrazioni/:anno/:numero/fascicoli-candidati',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'fascicoliCandidati',
        tags,
        summary: 'Fascicoli aperti in cui può andare un documento',
        description: 'Per mittente, oggetto e classificazione; e i dati con cui aprirne uno nuovo.',
        params: ParametriRegistrazione,
        response: { 200: Candidati },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => fascicoliCandidati(tx, ctx, richiesta.params));
    },
  );
}
