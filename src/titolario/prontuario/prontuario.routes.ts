import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { cercaProntuario } from './cerca-prontuario.ts';
import { importaProntuarioCsv } from './importa-prontuario.ts';
import {
  ElencoProntuario,
  EsitoImportazioneProntuario,
  FiltroProntuario,
  ImportazioneProntuario,
  ModificaVoceProntuario,
  NuovaVoceProntuario,
  VoceProntuario,
} from './prontuario.schema.ts';
import { aggiungiAlProntuario, modificaProntuario, togliDalProntuario } from './voci-prontuario.ts';

const tags = ['Prontuario'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Voce del prontuario' }) });

/** The prontuario: what leads to class, office and kind of fascicolo (RN-26.1). */
export function rotteProntuario(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/prontuario',
    {
      schema: {
        operationId: 'cercaProntuario',
        tags,
        summary: 'Cerca nel prontuario',
        querystring: FiltroProntuario,
        response: { 200: ElencoProntuario },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => cercaProntuario(tx, richiesta.query)),
  );

  app.post(
    '/prontuario',
    {
      schema: {
        operationId: 'aggiungiAlProntuario',
        tags,
        summary: 'Aggiunge una voce al prontuario',
        body: NuovaVoceProntuario,
        response: { 201: VoceProntuario },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const voce = await aggiungiAlProntuario(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/prontuario/${voce.id}`, corpo: voce };
      });
    },
  );

  app.patch(
    '/prontuario/:id',
    {
      schema: {
        operationId: 'modificaProntuario',
        tags,
        consumes: ['application/merge-patch+json'],
        summary: 'Modifica una voce del prontuario',
        params,
        body: ModificaVoceProntuario,
        response: { 200: VoceProntuario },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaProntuario(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.delete(
    '/prontuario/:id',
    {
      schema: {
        operationId: 'togliDalProntuario',
        tags,
        summary: 'Toglie una voce dal prontuario',
        params,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => togliDalProntuario(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/prontuario/importazione',
    {
      schema: {
        operationId: 'importaProntuario',
        tags,
        summary: 'Aggiunge al prontuario le voci di un CSV',
        body: ImportazioneProntuario,
        response: { 200: EsitoImportazioneProntuario },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        stato: 200,
        corpo: await importaProntuarioCsv(tx, ctx, richiesta.body.contenuto),
      }));
    },
  );
}
