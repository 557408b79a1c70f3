import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { giorno } from '../titolario.schema.ts';
import { caricaPiano } from './carica-piano.ts';
import { findPiani, leggiPiano, senzaConservazione } from './piani.queries.ts';
import {
  DomandaScadenza,
  ElencoPiani,
  EsitoPiano,
  NuovoPiano,
  PianoIntero,
  Scadenza,
  Scartabili,
} from './piani.schema.ts';
import { scadenza } from './scadenza.ts';
import { scartabili } from './scartabili.ts';

const tags = ['Conservazione'];

/** The piano di conservazione in its versions, what it lacks, and what follows from it (RN-41). */
export function rottePiani(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/piani-conservazione',
    {
      schema: {
        operationId: 'elencoPianiConservazione',
        tags,
        summary: 'Versioni del piano di conservazione, e voci di titolario che ne mancano',
        response: { 200: ElencoPiani },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        items: await findPiani(tx),
        mancanti: await senzaConservazione(tx),
      })),
  );

  app.post(
    '/piani-conservazione',
    {
      schema: {
        operationId: 'caricaPianoConservazione',
        tags,
        summary: 'Carica una nuova versione del piano di conservazione',
        body: NuovoPiano,
        response: { 201: EsitoPiano },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const esito = await caricaPiano(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/piani-conservazione/${esito.piano.id}`, corpo: esito };
      });
    },
  );

  app.get(
    '/piani-conservazione/scadenza',
    {
      schema: {
        operationId: 'scadenzaConservazione',
        tags,
        summary: 'Fino a quando si conserva ciò che è stato chiuso in un giorno',
        querystring: DomandaScadenza,
        response: { 200: Scadenza },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => scadenza(tx, richiesta.query)),
  );

  app.get(
    '/piani-conservazione/scartabili',
    {
      schema: {
        operationId: 'fascicoliScartabili',
        tags,
        summary: 'Fascicoli che in un giorno si possono proporre per lo scarto',
        querystring: Type.Object(
          { al: Type.Optional(giorno('Oggi se manca')) },
          { additionalProperties: false },
        ),
        response: { 200: Scartabili },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => scartabili(tx, richiesta.query.al)),
  );

  app.get(
    '/piani-conservazione/:id',
    {
      schema: {
        operationId: 'leggiPianoConservazione',
        tags,
        summary: 'Un piano di conservazione con le sue righe',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Piano' }) }),
        response: { 200: PianoIntero },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => leggiPiano(tx, richiesta.params.id)),
  );
}
