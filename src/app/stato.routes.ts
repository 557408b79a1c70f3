import { Type } from 'typebox';
import { sql } from 'kysely';
import type { Db } from '#platform/db';
import { problema, type App } from '#platform/http';

const Stato = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer({ format: 'int32' }),
  detail: Type.String(),
  codice: Type.Optional(Type.String()),
  richiesta: Type.Optional(Type.String()),
});

/** `/status` (ModI RAC_REST_NAME_011): well means that the database answers and can be written to. */
export function rotteStato(app: App, parti: { db: Db }): void {
  app.get(
    '/status',
    {
      config: { permesso: 'pubblico' },
      schema: {
        operationId: 'statoServizio',
        tags: ['Servizio'],
        summary: 'Stato del servizio',
        security: [],
        response: {
          200: {
            description: 'Il servizio funziona',
            content: { 'application/problem+json': { schema: Stato } },
          },
          503: {
            description: 'Il servizio non funziona',
            content: { 'application/problem+json': { schema: Stato } },
          },
        },
      },
    },
    async (richiesta, risposta) => {
      try {
        const { rows } = await sql<{ sola: boolean }>`SELECT pg_is_in_recovery() AS sola`.execute(parti.db);
        if (rows[0]?.sola) throw new Error('sola lettura');
      } catch (errore) {
        richiesta.log.warn({ err: errore }, 'stato: base di dati non disponibile');
        return await risposta
          .code(503)
          .header('retry-after', '5')
          .type('application/problem+json')
          .send(problema(503, 'servizio.non-disponibile', 'La base di dati non risponde.', richiesta.id));
      }
      return await risposta
        .code(200)
        .type('application/problem+json')
        .send({ type: 'about:blank', title: 'OK', status: 200, detail: 'Il servizio funziona.' });
    },
  );
}
