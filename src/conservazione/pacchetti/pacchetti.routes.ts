import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import type { PartiConservazione } from '../parti.ts';
import { daVersare, elencaGiornalieri, elencaPacchetti, leggiPacchetto, quadro } from './leggi-pacchetti.ts';
import {
  DaVersare,
  ElencoGiornalieri,
  ElencoPacchetti,
  FiltroPacchetti,
  Pacchetto,
  QuadroConservazione,
  Versamento,
  VersamentoAccolto,
} from './pacchetti.schema.ts';
import { versa } from './versa.ts';

const tags = ['Conservazione'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Pacchetto' }) });

/** Where packages are, and the act that hands things over. */
export function rottePacchetti(app: App, parti: PartiConservazione): void {
  const { db } = parti;

  app.get(
    '/conservazione/quadro',
    {
      schema: {
        operationId: 'quadroConservazione',
        tags,
        summary: 'Stato dei lavori e dello spazio, senza il contenuto',
        response: { 200: QuadroConservazione },
      },
      config: { permesso: 'conservazione.stato' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, (tx) => quadro(tx, parti.dati)),
  );

  app.get(
    '/conservazione/pacchetti',
    {
      schema: {
        operationId: 'elencaPacchetti',
        tags,
        summary: 'Pacchetti di versamento, prima quelli in ritardo',
        querystring: FiltroPacchetti,
        response: { 200: ElencoPacchetti },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => elencaPacchetti(tx, richiesta.query)),
  );

  app.get(
    '/conservazione/giornalieri',
    {
      schema: {
        operationId: 'elencaGiornalieriConservati',
        tags,
        summary: 'Dov’è ciascun registro giornaliero',
        response: { 200: ElencoGiornalieri },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, elencaGiornalieri),
  );

  app.get(
    '/conservazione/da-versare',
    {
      schema: {
        operationId: 'elencaDaVersare',
        tags,
        summary: 'Fascicoli chiusi e repertori di anni finiti che non sono mai stati versati',
        response: { 200: DaVersare },
      },
      config: { permesso: 'conservazione.versa' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, daVersare),
  );

  app.post(
    '/conservazione/versamenti',
    {
      schema: {
        operationId: 'versa',
        tags,
        summary: 'Versa documenti, fascicoli chiusi, repertori di un anno',
        description: 'I pacchetti si preparano in differita; ciò che non può andare è detto, voce per voce.',
        body: Versamento,
        response: { 201: VersamentoAccolto },
      },
      config: { permesso: 'conservazione.versa' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/conservazione/pacchetti',
        corpo: await versa(tx, ctx, richiesta.body),
      }));
    },
  );

  app.get(
    '/conservazione/pacchetti/:id',
    {
      schema: {
        operationId: 'leggiPacchetto',
        tags,
        summary: 'Un pacchetto: storia, file, stato',
        params,
        response: { 200: Pacchetto },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiPacchetto(tx, ctx, richiesta.params.id));
    },
  );
}
