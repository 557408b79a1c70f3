import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { cercaVoci } from './cerca-voci.ts';
import { leggiTitolario } from './leggi-titolario.ts';
import { TitolarioInUso, VociTrovate } from './titolario.schema.ts';

const tags = ['Titolario'];

/** The titolario in use: whole, or by code and words while one classifies. */
export function rotteTitolario(app: App, parti: { db: Db }): void {
  app.get(
    '/titolario',
    {
      schema: {
        operationId: 'titolarioInUso',
        tags,
        summary: 'Titolario di classificazione in uso oggi',
        response: { 200: TitolarioInUso },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) => await inLettura(parti.db, contestoDi(richiesta).ente.id, leggiTitolario),
  );

  app.get(
    '/titolario/voci',
    {
      schema: {
        operationId: 'cercaVociTitolario',
        tags,
        summary: 'Cerca tra le voci sotto cui si classifica',
        querystring: Type.Object(
          { q: Type.String({ maxLength: 200, description: 'Inizio del codice, oppure parole' }) },
          { additionalProperties: false },
        ),
        response: { 200: VociTrovate },
      },
      config: { permesso: 'titolario.consulta' },
    },
    async (richiesta) =>
      await inLettura(parti.db, contestoDi(richiesta).ente.id, (tx) => cercaVoci(tx, richiesta.query.q)),
  );
}
