import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { ElencoAvvisi } from './avvisi.schema.ts';
import { risolviAvviso } from './risolvi-avviso.ts';
import type { Attore } from './traccia.ts';

const tags = ['Avvisi'];

/**
 * The open warnings, newest first, and their closing.
 *
 * @param parti.chi who asks: this slice lies below the one that knows
 */
export function rotteAvvisi(app: App, parti: { db: Db; chi: (richiesta: FastifyRequest) => Attore }): void {
  const { db, chi } = parti;

  app.get(
    '/avvisi',
    {
      schema: {
        operationId: 'elencoAvvisi',
        tags,
        summary: 'Avvisi da risolvere',
        response: { 200: ElencoAvvisi },
      },
      config: { permesso: 'avviso.consulta', sottofondo: true },
    },
    async (richiesta) =>
      await inLettura(db, chi(richiesta).ente.id, async (tx) => {
        const righe = await tx
          .selectFrom('avviso')
          .select(['id', 'codice', 'testo', 'primo_il', 'ultimo_il', 'volte'])
          .where('risolto_il', 'is', null)
          .orderBy('ultimo_il', 'desc')
          .limit(100)
          .execute();
        return {
          items: righe.map(({ primo_il, ultimo_il, ...avviso }) => ({
            ...avviso,
            primoIl: primo_il.toISOString(),
            ultimoIl: ultimo_il.toISOString(),
          })),
        };
      }),
  );

  app.post(
    '/avvisi/:id/risoluzione',
    {
      schema: {
        operationId: 'risolviAvviso',
        tags,
        summary: 'Segna un avviso come risolto',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Avviso' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'avviso.risolve' },
    },
    async (richiesta, risposta) => {
      const attore = chi(richiesta);
      await inTransazione(db, attore.ente.id, (tx) => risolviAvviso(tx, attore, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );
}
