import { Type, type Static } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { chiediProvvedimento, type Domanda } from './chiedi-provvedimento.ts';
import { collega } from './collega.ts';
import { confermaOrologio } from './conferma-orologio.ts';
import { decidi, elencaProvvedimenti, leggiProvvedimento, ritira } from './provvedimenti.ts';
import {
  Decisione,
  Provvedimento,
  RichiestaAnnullamento,
  RichiestaRettifica,
  TipoCollegamento,
} from './registrazione.schema.ts';
import {
  ParametriRegistrazione,
  ParametriRegistro,
  REGISTRAZIONE,
  type PartiRegistrazione,
} from './rotte-comuni.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';

const tags = ['Annullamenti e rettifiche'];
const ParametriRichiesta = Type.Object({
  registro: ParametriRegistro.properties.registro,
  id: Type.String({ format: 'uuid' }),
});

/** Annulling and correcting (art. 57), linking, vouching for the clock. */
export function rotteProvvedimenti(app: App, parti: PartiRegistrazione): void {
  async function chiedi(
    richiesta: FastifyRequest,
    risposta: FastifyReply,
    chiave: { registro: string; anno: number; numero: number },
    domanda: Domanda,
  ): Promise<FastifyReply> {
    const ctx = contestoDi(richiesta);
    return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
      const id = await chiediProvvedimento(tx, ctx, parti.orologio.adesso(), chiave, domanda);
      return {
        corpo: await leggiProvvedimento(tx, ctx, id),
        posizione: `/api/v1/registri/${chiave.registro}/richieste/${id}`,
      };
    });
  }

  app.post(
    `${REGISTRAZIONE}/annullamento`,
    {
      config: { permesso: 'provvedimento.richiede' },
      schema: {
        operationId: 'chiediAnnullamento',
        tags,
        summary: 'Chiede l’annullamento di una registrazione',
        description:
          'Con nota motivata. Chiesto dal responsabile o da un delegato è autorizzato, e occorrono numero e data dell’atto.',
        params: ParametriRegistrazione,
        body: RichiestaAnnullamento,
        response: { 201: Provvedimento },
      },
    },
    async (richiesta, risposta) =>
      await chiedi(richiesta, risposta, richiesta.params, { tipo: 'annullamento', ...richiesta.body }),
  );

  app.post(
    `${REGISTRAZIONE}/rettifiche`,
    {
      config: { permesso: 'provvedimento.richiede' },
      schema: {
        operationId: 'chiediRettifica',
        tags,
        summary: 'Chiede la rettifica di un dato immodificabile',
        description: 'Il valore registrato resta visibile accanto al nuovo.',
        params: ParametriRegistrazione,
        body: RichiestaRettifica,
        response: { 201: Provvedimento },
      },
    },
    async (richiesta, risposta) =>
      await chiedi(richiesta, risposta, richiesta.params, { tipo: 'rettifica', ...richiesta.body }),
  );

  const stati = Type.Object({
    stato: Type.Optional(Provvedimento.properties.stato),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  });
  const elenco = Type.Object({ items: Type.Array(Provvedimento) });
  const elenca = async (
    richiesta: FastifyRequest,
    registro: string | null,
    { stato, limit = 50 }: Static<typeof stati>,
  ): Promise<Static<typeof elenco>> => {
    const ctx = contestoDi(richiesta);
    return {
      items: await inLettura(parti.db, ctx.ente.id, (tx) =>
        elencaProvvedimenti(tx, ctx, registro, stato, limit),
      ),
    };
  };

  app.get(
    '/registri/:registro/richieste',
    {
      config: { permesso: 'provvedimento.richiede', sottofondo: true },
      schema: {
        operationId: 'elencoRichieste',
        tags,
        summary: 'Richieste di annullamento e rettifica',
        description: 'Chi autorizza le vede tutte; gli altri le proprie.',
        params: ParametriRegistro,
        querystring: stati,
        response: { 200: elenco },
      },
    },
    (richiesta) => elenca(richiesta, richiesta.params.registro, richiesta.query),
  );

  app.get(
    '/richieste',
    {
      config: { permesso: 'provvedimento.richiede', sottofondo: true },
      schema: {
        operationId: 'elencoRichiesteDiOgniRegistro',
        tags,
        summary: 'Richieste di annullamento e rettifica, di protocollo e repertori',
        description: 'Chi autorizza le vede tutte; gli altri le proprie.',
        querystring: stati,
        response: { 200: elenco },
      },
    },
    (richiesta) => elenca(richiesta, null, richiesta.query),
  );

  app.post(
    '/registri/:registro/richieste/:id/decisione',
    {
      config: { permesso: 'provvedimento.autorizza' },
      schema: {
        operationId: 'decidiRichiesta',
        tags,
        summary: 'Autorizza o respinge una richiesta',
        params: ParametriRichiesta,
        body: Decisione,
        response: { 201: Provvedimento },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await decidi(tx, ctx, parti.orologio.adesso(), richiesta.params.id, richiesta.body);
        return { corpo: await leggiProvvedimento(tx, ctx, richiesta.params.id) };
      });
    },
  );

  app.delete(
    '/registri/:registro/richieste/:id',
    {
      config: { permesso: 'provvedimento.richiede' },
      schema: {
        operationId: 'ritiraRichiesta',
        tags,
        summary: 'Ritira una propria richiesta',
        params: ParametriRichiesta,
        response: { 204: Type.Null() },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(parti.db, ctx.ente.id, (tx) => ritira(tx, ctx, richiesta.params.id));
      return await risposta.code(204).send(null);
    },
  );

  app.post(
    `${REGISTRAZIONE}/collegamenti`,
    {
      config: { permesso: 'registrazione.modifica' },
      schema: {
        operationId: 'collegaRegistrazione',
        tags: ['Registrazioni'],
        summary: 'Collega due registrazioni',
        params: ParametriRegistrazione,
        body: Type.Object(
          {
            tipo: TipoCollegamento,
            registro: Type.Optional(ParametriRegistro.properties.registro),
            anno: ParametriRegistrazione.properties.anno,
            numero: ParametriRegistrazione.properties.numero,
          },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({
            tipo: TipoCollegamento,
            registro: Type.Optional(Type.String()),
            anno: Type.Integer({ format: 'int32' }),
            numero: Type.Integer({ format: 'int64' }),
          }),
        },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await collega(tx, ctx, richiesta.params, richiesta.body);
        return { corpo: richiesta.body };
      });
    },
  );

  app.post(
    '/registri/:registro/conferma-orologio',
    {
      config: { permesso: 'registro.conferma-orologio' },
      schema: {
        operationId: 'confermaOrologio',
        tags,
        summary: 'Conferma che l’orologio è giusto dopo una lunga sosta',
        params: ParametriRegistro,
        response: { 204: Type.Null() },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(parti.db, ctx.ente.id, (tx) =>
        confermaOrologio(tx, ctx, richiesta.params.registro),
      );
      return await risposta.code(204).send(null);
    },
  );
}
