import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import type { Contesto } from '#autorizzazioni';
import {
  DecisioneSegnalazione,
  ElencoRichiesteFascicolo,
  ElencoSegnalazioni,
  NuovaRichiestaFascicolo,
  NuovaSegnalazione,
  RichiestaFascicolo,
  RispostaRichiestaFascicolo,
  Segnalazione,
} from './fascicoli.schema.ts';
import { elencaRichieste, richiediFascicolo, rispondiRichiesta } from './richieste-fascicolo.ts';
import { Pagina, type PartiFascicoli } from './rotte-comuni.ts';
import { decidiSegnalazione, elencaSegnalazioni, segnala } from './segnalazioni.ts';

const tags = ['Fascicolazione'];
const ParametriId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const unione = <T extends string>(...stati: T[]) =>
  Type.Optional(Type.Union(stati.map((s) => Type.Literal(s))));

/** What offices and protocollo ask each other about fascicoli: reports of a wrong one, requests of the right one. */
export function rotteCorrezioni(app: App, parti: PartiFascicoli): void {
  const { db } = parti;
  const una = async (tx: Tx, ctx: Contesto, id: string): Promise<Segnalazione> => {
    const [segnalazione] = (await elencaSegnalazioni(tx, ctx, { id })).items;
    if (!segnalazione) throw new Error(`segnalazione ${id} non riletta`);
    return segnalazione;
  };
  const unaRichiesta = async (tx: Tx, ctx: Contesto, id: string): Promise<RichiestaFascicolo> => {
    const [trovata] = (await elencaRichieste(tx, ctx, { id })).items;
    if (!trovata) throw new Error(`richiesta ${id} non riletta`);
    return trovata;
  };

  app.get(
    '/segnalazioni-fascicolazione',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'elencoSegnalazioniFascicolazione',
        tags,
        summary: 'Segnalazioni di documenti nel fascicolo sbagliato',
        description: 'Tutte per l’Ufficio Protocollo; per gli altri uffici le proprie.',
        querystring: Type.Object(
          { stato: unione('aperta', 'corretta', 'respinta'), ...Pagina.properties },
          { additionalProperties: false },
        ),
        response: { 200: ElencoSegnalazioni },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaSegnalazioni(tx, ctx, richiesta.query));
    },
  );

  app.post(
    '/segnalazioni-fascicolazione',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'segnalaFascicolazione',
        tags,
        summary: 'Segnala che un documento è nel fascicolo sbagliato (art. 45)',
        body: NuovaSegnalazione,
        response: { 201: Segnalazione },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/segnalazioni-fascicolazione',
        corpo: await una(tx, ctx, await segnala(tx, ctx, richiesta.body)),
      }));
    },
  );

  app.post(
    '/segnalazioni-fascicolazione/:id/decisione',
    {
      config: { permesso: 'fascicolo.corregge' },
      schema: {
        operationId: 'decidiSegnalazione',
        tags,
        summary: 'Corregge una fascicolazione segnalata, o dice perché no',
        description: 'Solo l’Ufficio Protocollo (art. 45).',
        params: ParametriId,
        body: DecisioneSegnalazione,
        response: { 200: Segnalazione },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await decidiSegnalazione(tx, ctx, parti.orologio.adesso(), richiesta.params.id, richiesta.body);
        return await una(tx, ctx, richiesta.params.id);
      });
    },
  );

  app.get(
    '/richieste-fascicolo',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'elencoRichiesteFascicolo',
        tags,
        summary: 'Richieste del fascicolo in cui mettere un documento',
        querystring: Type.Object(
          { stato: unione('aperta', 'evasa', 'ritirata'), ...Pagina.properties },
          { additionalProperties: false },
        ),
        response: { 200: ElencoRichiesteFascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaRichieste(tx, ctx, richiesta.query));
    },
  );

  app.post(
    '/richieste-fascicolo',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'richiediFascicolo',
        tags,
        summary: 'Chiede a un ufficio in quale fascicolo va un documento (art. 26)',
        body: NuovaRichiestaFascicolo,
        response: { 201: RichiestaFascicolo },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/richieste-fascicolo',
        corpo: await unaRichiesta(tx, ctx, await richiediFascicolo(tx, ctx, richiesta.body)),
      }));
    },
  );

  app.post(
    '/richieste-fascicolo/:id/risposta',
    {
      // Whoever works at the office that was asked; the verb asks that it is that office.
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'rispondiRichiestaFascicolo',
        tags,
        summary: 'Risponde con il fascicolo, in cui il documento è messo',
        params: ParametriId,
        body: RispostaRichiestaFascicolo,
        response: { 200: RichiestaFascicolo },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await rispondiRichiesta(tx, ctx, richiesta.params.id, richiesta.body);
        return await unaRichiesta(tx, ctx, richiesta.params.id);
      });
    },
  );
}
