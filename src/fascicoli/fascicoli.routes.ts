import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { apriFascicolo } from './apri-fascicolo.ts';
import { apriSottofascicolo } from './apri-sottofascicolo.ts';
import { chiudiFascicolo } from './chiudi-fascicolo.ts';
import { elencaFascicoli } from './elenca-fascicoli.ts';
import {
  Chiusura,
  ElencoFascicoli,
  Fascicolo,
  FiltroFascicoli,
  ModificaFascicolo,
  NuovoFascicolo,
  NuovoSottofascicolo,
  PropostaApertura,
  Riapertura,
  StoriaFascicolo,
} from './fascicoli.schema.ts';
import { leggiFascicolo } from './leggi-fascicolo.ts';
import { elencaContenuti } from './elenca-contenuti.ts';
import { modificaFascicolo } from './modifica-fascicolo.ts';
import { proponiApertura } from './proponi-apertura.ts';
import { riapriFascicolo } from './riapri-fascicolo.ts';
import { Pagina, ParametriFascicolo, type PartiFascicoli } from './rotte-comuni.ts';
import { storiaFascicolo } from './storia-fascicolo.ts';

const tags = ['Fascicoli'];

/** Open, find, read, change, close and reopen fascicoli, sottofascicoli and inserti. */
export function rotteFascicoli(app: App, parti: PartiFascicoli): void {
  const { db, orologio } = parti;

  app.get(
    '/fascicoli',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'elencoFascicoli',
        tags,
        summary: 'Cerca tra i fascicoli',
        description:
          'Dal numero più alto; i chiusi in ordine di classificazione e data di chiusura. Quelli riservati ad altri uffici non compaiono.',
        querystring: FiltroFascicoli,
        response: { 200: ElencoFascicoli },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaFascicoli(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/fascicoli/proposta',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'proponiApertura',
        tags,
        summary: 'Che fascicolo propone il titolario',
        description:
          'Per ogni voce della classe la forma che il titolario indica, con l’anno in corso se è annuale.',
        querystring: Type.Object(
          { classificazione: Type.String({ maxLength: 20 }) },
          { additionalProperties: false },
        ),
        response: { 200: PropostaApertura },
      },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        proponiApertura(tx, richiesta.query.classificazione, orologio.adesso()),
      ),
  );

  app.post(
    '/fascicoli',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'apriFascicolo',
        tags,
        summary: 'Apre un fascicolo',
        description:
          'Numero, data e ufficio li dà il sistema. Con daDocumento classe e oggetto sono quelli del documento, che vi è inserito.',
        body: NuovoFascicolo,
        response: { 201: Fascicolo },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const numero = await apriFascicolo(tx, ctx, richiesta.body, orologio.adesso());
        return { posizione: `/api/v1/fascicoli/${numero}`, corpo: await leggiFascicolo(tx, ctx, numero) };
      });
    },
  );

  app.get(
    '/fascicoli/:numero',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'leggiFascicolo',
        tags,
        summary: 'Legge un fascicolo, un sottofascicolo o un inserto',
        params: ParametriFascicolo,
        response: { 200: Fascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiFascicolo(tx, ctx, richiesta.params.numero));
    },
  );

  app.patch(
    '/fascicoli/:numero',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'modificaFascicolo',
        tags,
        summary: 'Modifica i dati di un fascicolo',
        description:
          'Ogni modifica resta nella storia con il valore precedente. I dati di apertura non cambiano; di un fascicolo chiuso cambia solo il luogo.',
        consumes: ['application/merge-patch+json'],
        params: ParametriFascicolo,
        body: ModificaFascicolo,
        response: { 200: Fascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await modificaFascicolo(tx, ctx, richiesta.params.numero, richiesta.body);
        return await leggiFascicolo(tx, ctx, richiesta.params.numero);
      });
    },
  );

  app.get(
    '/fascicoli/:numero/sottofascicoli',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'elencoSottofascicoli',
        tags,
        summary: 'Sottofascicoli di un fascicolo, o inserti di un sottofascicolo',
        params: ParametriFascicolo,
        querystring: Pagina,
        response: { 200: ElencoFascicoli },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) =>
        elencaContenuti(tx, ctx, richiesta.params.numero, richiesta.query),
      );
    },
  );

  app.post(
    '/fascicoli/:numero/sottofascicoli',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'apriSottofascicolo',
        tags,
        summary: 'Apre un sottofascicolo, o un inserto in un sottofascicolo',
        params: ParametriFascicolo,
        body: NuovoSottofascicolo,
        response: { 201: Fascicolo },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const numero = await apriSottofascicolo(tx, ctx, richiesta.params.numero, richiesta.body);
        return { posizione: `/api/v1/fascicoli/${numero}`, corpo: await leggiFascicolo(tx, ctx, numero) };
      });
    },
  );

  app.post(
    '/fascicoli/:numero/chiusura',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'chiudiFascicolo',
        tags,
        summary: 'Chiude un fascicolo',
        description:
          'La data di chiusura è quella dell’ultimo documento (art. 44). Si chiudono anche le sue parti.',
        params: ParametriFascicolo,
        body: Chiusura,
        response: { 200: Fascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await chiudiFascicolo(tx, ctx, richiesta.params.numero, richiesta.body.note);
        return await leggiFascicolo(tx, ctx, richiesta.params.numero);
      });
    },
  );

  app.post(
    '/fascicoli/:numero/riapertura',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'riapriFascicolo',
        tags,
        summary: 'Riapre un fascicolo chiuso',
        description: 'Solo con un motivo, che resta nella storia.',
        params: ParametriFascicolo,
        body: Riapertura,
        response: { 200: Fascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await riapriFascicolo(tx, ctx, richiesta.params.numero, richiesta.body.motivo);
        return await leggiFascicolo(tx, ctx, richiesta.params.numero);
      });
    },
  );

  app.get(
    '/fascicoli/:numero/storia',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'storiaFascicolo',
        tags,
        summary: 'Storia di un fascicolo',
        description:
          'Apertura, modifiche, documenti inseriti, spostati e tolti, chiusure e riaperture: chi, quando, perché.',
        params: ParametriFascicolo,
        querystring: Pagina,
        response: { 200: StoriaFascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) =>
        storiaFascicolo(tx, ctx, richiesta.params.numero, richiesta.query),
      );
    },
  );
}
