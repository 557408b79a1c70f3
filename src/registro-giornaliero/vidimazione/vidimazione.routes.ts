import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import type { Orologio } from '#platform/clock';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { findGiornaliero } from '../giornalieri.queries.ts';
import { ParametriGiorno } from '../registro-giornaliero.schema.ts';
import { elencaArretrate } from './elenca-arretrate.ts';
import { leggiEstratto } from './estratto-area.ts';
import { vidimazioniMancanti } from './mancanti.ts';
import { vidima } from './vidima.ts';
import {
  DaVidimare,
  ElencoMancanti,
  EstrattoArea,
  PaginaArretrate,
  Vidimazione,
} from './vidimazione.schema.ts';

const tags = ['Registro giornaliero'];
const ESTRATTO = '/registri-giornalieri/:registro/:giorno/aree/:area';
const params = Type.Object({
  ...ParametriGiorno.properties,
  area: Type.String({ maxLength: 60, description: 'Codice dell’Area' }),
});

/** The extract of an Area and its vidimazione, and those that are missing. */
export function rotteVidimazione(app: App, { db, orologio }: { db: Db; orologio: Orologio }): void {
  app.get(
    '/vidimazioni-mancanti',
    {
      config: { permesso: 'registro-giornaliero.consulta' },
      schema: {
        operationId: 'vidimazioniMancanti',
        tags,
        summary: 'Estratti e aggiunte non vidimati',
        description: 'Tutti per il responsabile del servizio; quelli della propria Area per chi la dirige.',
        response: { 200: ElencoMancanti },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => vidimazioniMancanti(tx, ctx));
    },
  );

  app.get(
    '/vidimazioni-arretrate/:area',
    {
      config: { permesso: 'registro-giornaliero.consulta' },
      schema: {
        operationId: 'vidimazioniArretrate',
        tags,
        summary: 'Estratti di un’Area non vidimati da più di un mese',
        params: Type.Pick(params, ['area']),
        querystring: Type.Object(
          { cursor: Type.Optional(Type.String({ maxLength: 200 })) },
          { additionalProperties: false },
        ),
        response: { 200: PaginaArretrate },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { cursor } = richiesta.query;
      return await inLettura(db, ctx.ente.id, (tx) =>
        elencaArretrate(tx, ctx, richiesta.params.area, cursor),
      );
    },
  );

  app.get(
    ESTRATTO,
    {
      config: { permesso: 'registro-giornaliero.consulta' },
      schema: {
        operationId: 'estrattoArea',
        tags,
        summary: 'Estratto di un’Area dal registro di un giorno',
        params,
        response: { 200: EstrattoArea },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { registro, giorno, area } = richiesta.params;
      return await inLettura(db, ctx.ente.id, async (tx) =>
        leggiEstratto(tx, ctx, await findGiornaliero(tx, registro, giorno), area),
      );
    },
  );

  app.post(
    `${ESTRATTO}/vidimazione`,
    {
      config: { permesso: 'registro-giornaliero.vidima' },
      schema: {
        operationId: 'vidimaEstratto',
        tags,
        summary: 'Vidima l’estratto della propria Area, ritirando o rifiutando i documenti cartacei',
        params,
        body: DaVidimare,
        response: { 201: Vidimazione },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { registro, giorno, area } = richiesta.params;
      const scritta = await inTransazione(db, ctx.ente.id, async (tx) =>
        vidima(tx, ctx, orologio.adesso(), await findGiornaliero(tx, registro, giorno), area, richiesta.body),
      );
      return await risposta.code(201).send(scritta);
    },
  );
}
