import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import type { PartiDocumenti } from '#documenti';
import { inLettura, inTransazione } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { ElencoCoda, FiltroCoda, NuovaInCoda, Ritiro, UscitaConMotivo, VoceCoda } from './coda.schema.ts';
import { elencaCoda } from './elenca-coda.ts';
import { recapita, restituisci, ritira } from './esci.ts';
import { leggiVoce } from './mostra-voce.ts';
import { principaleFirmato } from './principale-firmato.ts';
import { sottoponi } from './sottoponi.ts';

const tags = ['Coda da registrare'];
const ParametriId = Type.Object({ id: Type.String({ format: 'uuid', description: 'Voce della coda' }) });

/** What offices submit to be registered, and how it leaves the queue. Registering and excluding are of the registrations' routes. */
export function rotteCoda(app: App, parti: PartiDocumenti): void {
  const { db } = parti;

  app.get(
    '/coda',
    {
      config: { permesso: 'coda.sottopone' },
      schema: {
        operationId: 'elencoCoda',
        tags,
        summary: 'Documenti da registrare',
        description: 'L’Ufficio Protocollo li vede tutti; un ufficio i suoi.',
        querystring: FiltroCoda,
        response: { 200: ElencoCoda },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaCoda(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/coda/:id',
    {
      config: { permesso: 'coda.sottopone' },
      schema: {
        operationId: 'voceCoda',
        tags,
        summary: 'Un documento della coda, con ciò che l’ufficio ha indicato e come ne è uscito',
        params: ParametriId,
        response: { 200: VoceCoda },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiVoce(tx, ctx, richiesta.params.id));
    },
  );

  app.post(
    '/coda',
    {
      config: { permesso: 'coda.sottopone' },
      schema: {
        operationId: 'sottoponi',
        tags,
        summary: 'Sottopone un documento all’Ufficio Protocollo perché lo registri',
        description:
          'In partenza e interno con classificazione e fascicolo; in arrivo ciò che è pervenuto a un ufficio che non registra.',
        body: NuovaInCoda,
        response: { 201: VoceCoda },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const firmato = await principaleFirmato(parti, ctx, richiesta.body);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const id = await sottoponi(tx, ctx, richiesta.body, firmato);
        return { posizione: `/api/v1/coda/${id}`, corpo: await leggiVoce(tx, ctx, id) };
      });
    },
  );

  app.post(
    '/coda/:id/ritiro',
    {
      config: { permesso: 'coda.sottopone' },
      schema: {
        operationId: 'ritiraDallaCoda',
        tags,
        summary: 'L’ufficio ritira ciò che aveva sottoposto',
        params: ParametriId,
        body: Ritiro,
        response: { 200: VoceCoda },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await ritira(tx, ctx, richiesta.params.id, richiesta.body.motivo);
        return await leggiVoce(tx, ctx, richiesta.params.id);
      });
    },
  );

  for (const [percorso, operationId, summary, azione] of [
    [
      'restituzione',
      'restituisciAllUfficio',
      'L’Ufficio Protocollo restituisce un documento all’ufficio, con il motivo',
      restituisci,
    ],
    [
      'recapito',
      'recapitaBustaChiusa',
      'Una busta non aperta prosegue chiusa verso chi è il destinatario',
      recapita,
    ],
  ] as const)
    app.post(
      `/coda/:id/${percorso}`,
      {
        config: { permesso: 'coda.protocolla' },
        schema: {
          operationId,
          tags,
          summary,
          params: ParametriId,
          body: UscitaConMotivo,
          response: { 200: VoceCoda },
        },
      },
      async (richiesta) => {
        const ctx = contestoDi(richiesta);
        return await inTransazione(db, ctx.ente.id, async (tx) => {
          await azione(tx, ctx, richiesta.params.id, richiesta.body.motivo);
          return await leggiVoce(tx, ctx, richiesta.params.id);
        });
      },
    );
}
