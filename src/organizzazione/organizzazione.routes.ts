import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { leggiAoo, salvaAoo } from './aoo.ts';
import { leggiImpostazioni, salvaImpostazioni } from './impostazioni.ts';
import { Impostazioni } from './impostazioni.schema.ts';
import { rotteImportazione } from './importazione/importazione.routes.ts';
import { rotteNomine } from './nomine/nomine.routes.ts';
import { findPersone, findUnita } from './organizzazione.queries.ts';
import { Aoo, ElencoPersone, ElencoUnita } from './organizzazione.schema.ts';
import { rotteUffici } from './uffici/uffici.routes.ts';
import { rotteUnita } from './unita/unita.routes.ts';

const tags = ['Organizzazione'];

/** The AOO, the chart, the people, and what the ente decides for itself. */
export function rotteOrganizzazione(app: App, parti: { db: Db }): void {
  const { db } = parti;
  rotteUnita(app, parti);
  rotteUffici(app, parti);
  rotteNomine(app, parti);
  rotteImportazione(app, parti);

  app.get(
    '/unita',
    {
      schema: {
        operationId: 'elencoUnita',
        tags,
        summary: 'Unità organizzative attive oggi, o in un altro giorno',
        querystring: Type.Object(
          { data: Type.Optional(Type.String({ format: 'date', description: 'Giorno dell’organigramma' })) },
          { additionalProperties: false },
        ),
        response: { 200: ElencoUnita },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        items: await findUnita(tx, richiesta.query.data),
      })),
  );

  app.get(
    '/persone',
    {
      schema: {
        operationId: 'elencoPersone',
        tags,
        summary: 'Persone che lavorano nell’ente',
        description: 'Per indicarle come responsabili di un procedimento (RN-2.1f).',
        response: { 200: ElencoPersone },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        items: await findPersone(tx),
      })),
  );

  app.get(
    '/aoo',
    {
      schema: { operationId: 'leggiAoo', tags, summary: 'Dati dell’AOO', response: { 200: Aoo } },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, leggiAoo),
  );

  app.put(
    '/aoo',
    {
      schema: {
        operationId: 'salvaAoo',
        tags,
        summary: 'Modifica i dati dell’AOO',
        description: 'Valgono dalla prossima registrazione: ciò che è già emesso non cambia (RN-3.1-3).',
        body: Aoo,
        response: { 200: Aoo },
      },
      config: { permesso: 'configurazione.modifica' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) => salvaAoo(tx, ctx, richiesta.body));
    },
  );

  app.get(
    '/impostazioni',
    {
      schema: {
        operationId: 'leggiImpostazioni',
        tags,
        summary: 'Impostazioni dell’ente',
        response: { 200: Impostazioni },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, leggiImpostazioni),
  );

  app.put(
    '/impostazioni',
    {
      schema: {
        operationId: 'salvaImpostazioni',
        tags,
        summary: 'Modifica le impostazioni dell’ente',
        body: Impostazioni,
        response: { 200: Impostazioni },
      },
      config: { permesso: 'configurazione.modifica' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) => salvaImpostazioni(tx, ctx, richiesta.body));
    },
  );
}
