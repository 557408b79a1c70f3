import { Type } from 'typebox';
import { contestoDi, type Contesto } from '#autorizzazioni';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { chiudiUnita, indicaSuccessori } from './chiudi-unita.ts';
import { creaUnita } from './crea-unita.ts';
import { designaServizio } from './designa-servizio.ts';
import { leggiChiuse, leggiStoriaServizio, leggiUnita } from './leggi-unita.ts';
import { ritiraVariazione } from './ritira-variazione.ts';
import {
  Chiusura,
  Designazione,
  Giorno,
  NuovaUnita,
  SchedaUnita,
  StoriaServizio,
  Successori,
  UnitaChiuse,
  Variazione,
  VariazioniFuture,
} from './unita.schema.ts';
import { variaUnita } from './varia-unita.ts';
import { leggiVariazioniFuture } from './variazioni-future.ts';

const tags = ['Organizzazione'];
const Codice = Type.String({ minLength: 1, maxLength: 40, description: 'Codice dell’unità' });
const params = Type.Object({ codice: Codice });
const data = Type.Object(
  { data: Type.Optional(Giorno('Giorno dell’organigramma; oggi se manca')) },
  { additionalProperties: false },
);
const indirizzo = (codice: string): string => `/api/v1/unita/${encodeURIComponent(codice)}`;

/** The chart in time: each unit with its history, what changes it, what closes it (RN-36.1, RN-4.1). */
export function rotteUnita(app: App, parti: { db: Db }): void {
  const { db } = parti;
  // After a write the unit is answered as it is, or as it will begin.
  const scheda = async (tx: Tx, codice: string) => ({
    posizione: indirizzo(codice),
    corpo: await leggiUnita(tx, codice),
  });
  const scritta = async (ctx: Contesto, codice: string, azione: (tx: Tx) => Promise<void>) =>
    await inTransazione(db, ctx.ente.id, async (tx) => {
      await azione(tx);
      return await leggiUnita(tx, codice);
    });

  app.get(
    '/unita/:codice',
    {
      schema: {
        operationId: 'leggiUnita',
        tags,
        summary: 'Un’unità con la sua storia e le sue persone',
        params,
        querystring: data,
        response: { 200: SchedaUnita },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        leggiUnita(tx, richiesta.params.codice, richiesta.query.data),
      ),
  );

  app.get(
    '/unita-chiuse',
    {
      schema: {
        operationId: 'unitaChiuse',
        tags,
        summary: 'Unità chiuse, con chi ne continua il lavoro',
        response: { 200: UnitaChiuse },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({ items: await leggiChiuse(tx) })),
  );

  app.get(
    '/organigramma/variazioni-future',
    {
      schema: {
        operationId: 'variazioniFuture',
        tags,
        summary: 'Che cosa è deciso per i giorni a venire',
        response: { 200: VariazioniFuture },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        items: await leggiVariazioniFuture(tx),
      })),
  );

  app.post(
    '/unita',
    {
      schema: {
        operationId: 'creaUnita',
        tags,
        summary: 'Istituisce un’unità da un giorno in poi',
        body: NuovaUnita,
        response: { 201: SchedaUnita },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await creaUnita(tx, ctx, richiesta.body);
        return await scheda(tx, richiesta.body.codice);
      });
    },
  );

  app.post(
    '/unita/:codice/variazioni',
    {
      schema: {
        operationId: 'variaUnita',
        tags,
        summary: 'Cambia un’unità da un giorno in poi',
        description: 'Le registrazioni già fatte conservano la struttura che c’era (RN-36.1).',
        params,
        body: Variazione,
        response: { 201: SchedaUnita },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { codice } = richiesta.params;
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await variaUnita(tx, ctx, codice, richiesta.body);
        return await scheda(tx, codice);
      });
    },
  );

  app.delete(
    '/unita/:codice/variazioni/:dal',
    {
      schema: {
        operationId: 'ritiraVariazione',
        tags,
        summary: 'Ritira una variazione che deve ancora avere effetto',
        params: Type.Object({ codice: Codice, dal: Giorno('Giorno da cui varrebbe') }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { codice, dal } = richiesta.params;
      await inTransazione(db, ctx.ente.id, (tx) => ritiraVariazione(tx, ctx, codice, dal));
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/unita/:codice/chiusura',
    {
      schema: {
        operationId: 'chiudiUnita',
        tags,
        summary: 'Chiude un’unità da un giorno in poi',
        params,
        body: Chiusura,
        response: { 201: SchedaUnita },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { codice } = richiesta.params;
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await chiudiUnita(tx, ctx, codice, richiesta.body);
        return await scheda(tx, codice);
      });
    },
  );

  app.put(
    '/unita/:codice/successori',
    {
      schema: {
        operationId: 'indicaSuccessori',
        tags,
        summary: 'Dice a chi passa il lavoro di un’unità chiusa',
        params,
        body: Successori,
        response: { 200: SchedaUnita },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { codice } = richiesta.params;
      return await scritta(ctx, codice, (tx) => indicaSuccessori(tx, ctx, codice, richiesta.body.successori));
    },
  );

  app.get(
    '/servizio-protocollo',
    {
      schema: {
        operationId: 'storiaServizioProtocollo',
        tags,
        summary: 'Il servizio di protocollo e archivi, e di quale Area e Servizio fa parte, nel tempo',
        response: { 200: StoriaServizio },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        items: await leggiStoriaServizio(tx),
      })),
  );

  app.post(
    '/servizio-protocollo',
    {
      schema: {
        operationId: 'designaServizioProtocollo',
        tags,
        summary: 'Designa l’unità che è il servizio di protocollo e archivi',
        body: Designazione,
        response: { 201: StoriaServizio },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await designaServizio(tx, ctx, richiesta.body);
        return {
          posizione: '/api/v1/servizio-protocollo',
          corpo: { items: await leggiStoriaServizio(tx) },
        };
      });
    },
  );
}
