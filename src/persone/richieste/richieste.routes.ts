import { Type } from 'typebox';
import { contestoDi, type Contesto } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { decidi, ritira } from './decidi.ts';
import { richiedi } from './richiedi.ts';
import { findPersoneUfficio, findRichieste } from './richieste.queries.ts';
import {
  DecisioneRichiesta,
  ElencoRichieste,
  FiltroRichieste,
  NuovaRichiesta,
  PersoneUfficio,
  Richiesta,
} from './richieste.schema.ts';

const tags = ['Autorizzazioni'];
const Chiave = Type.Object({ id: Type.String({ format: 'uuid', description: 'Richiesta' }) });

/** Requests of the offices to the RSP: who asks reads his own, who decides reads all (RN-72.1). */
export function rotteRichiesteAutorizzazione(app: App, parti: { db: Db }): void {
  const { db } = parti;
  const chiedono = 'autorizzazione.richiede' as const;
  const decidono = 'autorizzazione.decide' as const;
  const elenco = (ctx: Contesto, filtro: Parameters<typeof findRichieste>[2]) =>
    inLettura(db, ctx.ente.id, (tx) => findRichieste(tx, ctx, filtro));

  app.get(
    '/richieste-autorizzazione',
    {
      schema: {
        operationId: 'elencoRichiesteAutorizzazione',
        tags,
        summary: 'Richieste del proprio ufficio, dalla più recente',
        querystring: FiltroRichieste,
        response: { 200: ElencoRichieste },
      },
      config: { permesso: chiedono },
    },
    async (richiesta) => await elenco(contestoDi(richiesta), richiesta.query),
  );

  app.get(
    '/richieste-autorizzazione/tutte',
    {
      schema: {
        operationId: 'elencoRichiesteDaDecidere',
        tags,
        summary: 'Richieste di tutti gli uffici, dalla più recente',
        querystring: FiltroRichieste,
        response: { 200: ElencoRichieste },
      },
      config: { permesso: decidono },
    },
    async (richiesta) => await elenco(contestoDi(richiesta), richiesta.query),
  );

  app.get(
    '/richieste-autorizzazione/persone',
    {
      schema: {
        operationId: 'personeUfficio',
        tags,
        summary: 'Per chi si può chiedere, con ciò che ha già nell’ufficio',
        response: { 200: PersoneUfficio },
      },
      config: { permesso: chiedono },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, async (tx) => ({ items: await findPersoneUfficio(tx, ctx) }));
    },
  );

  app.post(
    '/richieste-autorizzazione',
    {
      schema: {
        operationId: 'richiediAutorizzazione',
        tags,
        summary: 'Chiede una nuova autorizzazione, una modifica o una revoca',
        body: NuovaRichiesta,
        response: { 201: Richiesta },
      },
      config: { permesso: chiedono },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/richieste-autorizzazione',
        corpo: await richiedi(tx, ctx, richiesta.body),
      }));
    },
  );

  app.post(
    '/richieste-autorizzazione/:id/decisione',
    {
      schema: {
        operationId: 'decidiRichiestaAutorizzazione',
        tags,
        summary: 'Accoglie o respinge una richiesta',
        description: 'Accolta, ha effetto subito: dalla richiesta seguente della persona (RN-72.1).',
        params: Chiave,
        body: DecisioneRichiesta,
        response: { 200: Richiesta },
      },
      config: { permesso: decidono },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        decidi(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.post(
    '/richieste-autorizzazione/:id/ritiro',
    {
      schema: {
        operationId: 'ritiraRichiestaAutorizzazione',
        tags,
        summary: 'Ritira una propria richiesta non ancora decisa',
        params: Chiave,
        response: { 200: Richiesta },
      },
      config: { permesso: chiedono },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) => ritira(tx, ctx, richiesta.params.id));
    },
  );
}
