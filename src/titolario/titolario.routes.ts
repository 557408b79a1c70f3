import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { cercaVoci } from './cerca-voci.ts';
import { leggiTitolario } from './leggi-titolario.ts';
import { salvaLivelli } from './livelli.ts';
import { rottePiani } from './piani/piani.routes.ts';
import { rotteProntuario } from './prontuario/prontuario.routes.ts';
import { storiaVoce } from './storia-voce.ts';
import { FiltroTitolario, Livelli, StoriaVoce, TitolarioInUso, VociTrovate } from './titolario.schema.ts';
import { rotteVersioni } from './versioni/versioni.routes.ts';

const tags = ['Titolario'];

/** The titolario of any day: whole, or by code and words while one classifies; its versions, prontuario and plans. */
export function rotteTitolario(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/titolario',
    {
      schema: {
        operationId: 'titolarioInUso',
        tags,
        summary: 'Titolario di classificazione in uso oggi, o in un altro giorno',
        querystring: FiltroTitolario,
        response: { 200: TitolarioInUso },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => leggiTitolario(tx, richiesta.query)),
  );

  app.get(
    '/titolario/voci',
    {
      schema: {
        operationId: 'cercaVociTitolario',
        tags,
        summary: 'Cerca tra le voci sotto cui si classifica, anche attraverso il prontuario',
        querystring: Type.Object(
          { q: Type.String({ maxLength: 200, description: 'Inizio del codice, oppure parole' }) },
          { additionalProperties: false },
        ),
        response: { 200: VociTrovate },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => cercaVoci(tx, richiesta.query.q)),
  );

  app.get(
    '/titolario/voci/:codice/storia',
    {
      schema: {
        operationId: 'storiaVoceTitolario',
        tags,
        summary: 'Testi che una voce ha avuto nel tempo',
        params: Type.Object({ codice: Type.String({ maxLength: 40, description: 'Codice: IV.3' }) }),
        response: { 200: StoriaVoce },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => storiaVoce(tx, richiesta.params.codice)),
  );

  app.put(
    '/titolario/livelli',
    {
      schema: {
        operationId: 'rinominaLivelliTitolario',
        tags,
        summary: 'Nomi dei livelli del titolario',
        body: Livelli,
        response: { 200: Livelli },
      },
      config: { permesso: 'titolario.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) => salvaLivelli(tx, ctx, richiesta.body));
    },
  );

  rotteVersioni(app, parti);
  rotteProntuario(app, parti);
  rottePiani(app, parti);
}
