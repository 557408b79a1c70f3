import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { cercaRubrica } from './cerca-rubrica.ts';
import { creaVoce } from './crea-voce.ts';
import { disattivaVoce } from './disattiva-voce.ts';
import { modificaVoce } from './modifica-voce.ts';
import { leggiVoce } from './rubrica.queries.ts';
import {
  ElencoRubrica,
  FiltroRubrica,
  ModificaVoceRubrica,
  NuovaVoceRubrica,
  VoceRubrica,
  VoceRubricaScritta,
} from './rubrica.schema.ts';

const tags = ['Rubrica'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Voce di rubrica' }) });

/** The rubrica: search as one types, add, modify, take out. */
export function rotteRubrica(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/rubrica',
    {
      schema: {
        operationId: 'elencoRubrica',
        tags,
        summary: 'Cerca nella rubrica',
        querystring: FiltroRubrica,
        response: { 200: ElencoRubrica },
      },
      config: { permesso: 'rubrica.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => cercaRubrica(tx, richiesta.query)),
  );

  app.get(
    '/rubrica/:id',
    {
      schema: {
        operationId: 'leggiVoceRubrica',
        tags,
        summary: 'Legge una voce di rubrica',
        params,
        response: { 200: VoceRubrica },
      },
      config: { permesso: 'rubrica.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => leggiVoce(tx, richiesta.params.id)),
  );

  app.post(
    '/rubrica',
    {
      schema: {
        operationId: 'creaVoceRubrica',
        tags,
        summary: 'Aggiunge una voce alla rubrica',
        body: NuovaVoceRubrica,
        response: { 201: VoceRubricaScritta },
      },
      config: { permesso: 'rubrica.modifica' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const voce = await creaVoce(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/rubrica/${voce.id}`, corpo: voce };
      });
    },
  );

  app.put(
    '/rubrica/:id',
    {
      schema: {
        operationId: 'modificaVoceRubrica',
        tags,
        summary: 'Riscrive una voce di rubrica',
        params,
        body: ModificaVoceRubrica,
        response: { 200: VoceRubricaScritta },
      },
      config: { permesso: 'rubrica.modifica' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaVoce(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.delete(
    '/rubrica/:id',
    {
      schema: {
        operationId: 'disattivaVoceRubrica',
        tags,
        summary: 'Toglie una voce dalla rubrica, senza cancellarla',
        params,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'rubrica.modifica' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => disattivaVoce(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
