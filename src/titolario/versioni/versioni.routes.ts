import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { leggiVersione } from '../leggi-titolario.ts';
import { TitolarioInUso } from '../titolario.schema.ts';
import { confronta } from './confronta.ts';
import { creaBozza } from './crea-bozza.ts';
import { esportaCsv, esportaJson } from './esporta.ts';
import { importa } from './importa.ts';
import { eliminaBozza, modificaBozza } from './modifica-bozza.ts';
import { pubblica } from './pubblica.ts';
import { elencaVersioni, trovaVersione } from './versioni.queries.ts';
import {
  Confronto,
  ElencoVersioni,
  EsitoImportazione,
  EsitoPubblicazione,
  Importazione,
  ModificaBozza,
  ModificaVoce,
  NuovaBozza,
  NuovaVoce,
  Pubblicazione,
  VersioneTitolario,
  VoceScritta,
} from './versioni.schema.ts';
import { aggiungiVoce, modificaVoce, togliVoce } from './voci.ts';

const tags = ['Titolario'];
const id = Type.String({ format: 'uuid', description: 'Versione' });
const params = Type.Object({ id });
const paramsVoce = Type.Object({
  id,
  voce: Type.String({ format: 'uuid', description: 'Voce di quella versione' }),
});
const CSV = 'text/csv; charset=utf-8';

/** Versions of the titolario: their list, a draft and its entries, comparison, publication, exchange. */
export function rotteVersioni(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/titolario/versioni',
    {
      schema: {
        operationId: 'elencoVersioniTitolario',
        tags,
        summary: 'Versioni del titolario',
        response: { 200: ElencoVersioni },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({ items: await elencaVersioni(tx) })),
  );

  app.post(
    '/titolario/versioni',
    {
      schema: {
        operationId: 'creaBozzaTitolario',
        tags,
        summary: 'Prepara una bozza, copiando l’ultima versione pubblicata',
        body: NuovaBozza,
        response: { 201: VersioneTitolario },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const bozza = await creaBozza(tx, ctx, richiesta.body.versione);
        return { posizione: `/api/v1/titolario/versioni/${bozza.id}`, corpo: bozza };
      });
    },
  );

  app.get(
    '/titolario/versioni/:id',
    {
      schema: {
        operationId: 'leggiVersioneTitolario',
        tags,
        summary: 'Dati di una versione',
        params,
        response: { 200: VersioneTitolario },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => trovaVersione(tx, richiesta.params.id)),
  );

  app.patch(
    '/titolario/versioni/:id',
    {
      schema: {
        operationId: 'modificaBozzaTitolario',
        tags,
        consumes: ['application/merge-patch+json'],
        summary: 'Nome, atto e istruzioni di una bozza',
        params,
        body: ModificaBozza,
        response: { 200: VersioneTitolario },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaBozza(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.delete(
    '/titolario/versioni/:id',
    {
      schema: {
        operationId: 'eliminaBozzaTitolario',
        tags,
        summary: 'Elimina una bozza',
        params,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => eliminaBozza(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );

  app.get(
    '/titolario/versioni/:id/voci',
    {
      schema: {
        operationId: 'vociVersioneTitolario',
        tags,
        summary: 'Voci di una versione, come albero',
        params,
        response: { 200: TitolarioInUso },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => leggiVersione(tx, richiesta.params.id)),
  );

  app.post(
    '/titolario/versioni/:id/voci',
    {
      schema: {
        operationId: 'aggiungiVoceTitolario',
        tags,
        summary: 'Aggiunge una voce a una bozza',
        params,
        body: NuovaVoce,
        response: { 201: VoceScritta },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const bozza = richiesta.params.id;
        const voce = await aggiungiVoce(tx, ctx, bozza, richiesta.body);
        return { posizione: `/api/v1/titolario/versioni/${bozza}/voci/${voce.id}`, corpo: voce };
      });
    },
  );

  app.patch(
    '/titolario/versioni/:id/voci/:voce',
    {
      schema: {
        operationId: 'modificaVoceTitolario',
        tags,
        consumes: ['application/merge-patch+json'],
        summary: 'Modifica, chiude o riapre una voce di una bozza',
        params: paramsVoce,
        body: ModificaVoce,
        response: { 200: VoceScritta },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaVoce(tx, ctx, richiesta.params.id, richiesta.params.voce, richiesta.body),
      );
    },
  );

  app.delete(
    '/titolario/versioni/:id/voci/:voce',
    {
      schema: {
        operationId: 'togliVoceTitolario',
        tags,
        summary: 'Toglie da una bozza una voce mai stata in uso',
        params: paramsVoce,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) =>
        togliVoce(tx, ctx, richiesta.params.id, richiesta.params.voce),
      );
      return risposta.code(204).send(null);
    },
  );

  app.get(
    '/titolario/versioni/:id/confronto',
    {
      schema: {
        operationId: 'confrontaVersioniTitolario',
        tags,
        summary: 'Differenze di una versione da un’altra, fianco a fianco',
        params,
        querystring: Type.Object(
          {
            con: Type.String({ format: 'uuid', description: 'Versione precedente' }),
            tutte: Type.Optional(Type.Boolean({ description: 'Anche le voci rimaste uguali' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: Confronto },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        confronta(tx, richiesta.params.id, richiesta.query.con, richiesta.query.tutte),
      ),
  );

  app.post(
    '/titolario/versioni/:id/pubblicazione',
    {
      schema: {
        operationId: 'pubblicaTitolario',
        tags,
        summary: 'Pubblica una bozza',
        description:
          'Decorre dal 1° gennaio dell’anno che segue l’approvazione; un altro giorno, o una seconda versione nello stesso ' +
          'anno, chiede «conferma» (RN-42.6). Chi può classificare riceve le differenze (RN-42.5).',
        params,
        body: Pubblicazione,
        response: { 201: EsitoPubblicazione },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: `/api/v1/titolario/versioni/${richiesta.params.id}`,
        corpo: await pubblica(tx, ctx, richiesta.params.id, richiesta.body),
      }));
    },
  );

  app.get(
    '/titolario/versioni/:id/esportazione.json',
    {
      schema: {
        operationId: 'esportaTitolarioJson',
        tags,
        summary: 'Una versione in JSON, nella forma in cui si importa',
        params,
        response: {
          200: Type.Object(
            {},
            { additionalProperties: true, description: 'Titoli, classi, sottoclassi, voci' },
          ),
        },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta, risposta) => {
      const dati = await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        esportaJson(tx, richiesta.params.id),
      );
      void risposta.header('content-disposition', 'attachment; filename="titolario.json"');
      return dati;
    },
  );

  app.get(
    '/titolario/versioni/:id/esportazione.csv',
    {
      schema: {
        operationId: 'esportaTitolarioCsv',
        tags,
        summary: 'Una versione in CSV, nella forma in cui si importa',
        params,
        produces: ['text/csv'],
        response: { 200: Type.String({ description: 'Una riga per voce, con intestazione' }) },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta, risposta) => {
      const csv = await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        esportaCsv(tx, richiesta.params.id),
      );
      return risposta
        .header('content-disposition', 'attachment; filename="titolario.csv"')
        .type(CSV)
        .send(csv);
    },
  );

  app.post(
    '/titolario/importazione',
    {
      schema: {
        operationId: 'importaTitolario',
        tags,
        summary: 'Prepara una bozza da un titolario in JSON o CSV',
        body: Importazione,
        response: { 201: EsitoImportazione },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const esito = await importa(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/titolario/versioni/${esito.versione.id}`, corpo: esito };
      });
    },
  );
}
