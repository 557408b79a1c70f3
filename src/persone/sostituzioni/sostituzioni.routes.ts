import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { assenzeUfficio } from './assenze-ufficio.ts';
import { annullaAssenza, segnaAssenza } from './assenze.ts';
import { nominaSostituto } from './nomina-sostituto.ts';
import { revocaSostituzione } from './revoca-sostituzione.ts';
import { findAssenze, findSostituzioni } from './sostituzioni.queries.ts';
import {
  Assenza,
  AssenzeUfficio,
  NuovaAssenza,
  NuovaSostituzione,
  Sostituzione,
  Sostituzioni,
} from './sostituzioni.schema.ts';

const tags = ['Sostituzioni'];
const Chiave = (description: string) => Type.Object({ id: Type.String({ format: 'uuid', description }) });
const Vuota = Type.Null({ description: 'Fatto' });

/** One's own absences and deputies: each decides only on his. Of the others of the office, what is needed to work. */
export function rotteSostituzioni(app: App, parti: { db: Db }): void {
  const { db } = parti;
  const config = { permesso: 'sostituzione.nomina' } as const;

  app.get(
    '/sostituzioni',
    {
      schema: {
        operationId: 'elencoSostituzioni',
        tags,
        summary: 'Chi mi sostituisce, chi sostituisco, quando sono assente',
        response: { 200: Sostituzioni },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const id = ctx.soggetto.id;
      return await inLettura(db, ctx.ente.id, async (tx) => ({
        mie: await findSostituzioni(tx, { titolareId: id }),
        altrui: await findSostituzioni(tx, { sostitutoId: id }),
        assenze: await findAssenze(tx, id),
      }));
    },
  );

  app.post(
    '/sostituzioni',
    {
      schema: {
        operationId: 'nominaSostituto',
        tags,
        summary: 'Nomina chi agisce per conto proprio in un ufficio',
        body: NuovaSostituzione,
        response: { 201: Sostituzione },
      },
      config,
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/sostituzioni',
        corpo: await nominaSostituto(tx, ctx, richiesta.body),
      }));
    },
  );

  app.delete(
    '/sostituzioni/:id',
    {
      schema: {
        operationId: 'revocaSostituzione',
        tags,
        summary: 'Revoca una sostituzione, con effetto immediato',
        params: Chiave('Sostituzione'),
        response: { 204: Vuota },
      },
      config,
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => revocaSostituzione(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );

  app.get(
    '/assenze/ufficio',
    {
      schema: {
        operationId: 'assenzeUfficio',
        tags,
        summary: 'Chi manca oggi nel proprio ufficio; per chi lo dirige, anche chi mancherà',
        response: { 200: AssenzeUfficio },
      },
      config,
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => assenzeUfficio(tx, ctx));
    },
  );

  app.post(
    '/assenze',
    {
      schema: {
        operationId: 'segnaAssenza',
        tags,
        summary: 'Segna una propria assenza, con o senza sostituto',
        body: NuovaAssenza,
        response: { 201: Assenza },
      },
      config,
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/sostituzioni',
        corpo: await segnaAssenza(tx, ctx, richiesta.body),
      }));
    },
  );

  app.delete(
    '/assenze/:id',
    {
      schema: {
        operationId: 'annullaAssenza',
        tags,
        summary: 'Annulla un’assenza e le sostituzioni nominate con essa',
        params: Chiave('Assenza'),
        response: { 204: Vuota },
      },
      config,
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => annullaAssenza(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
