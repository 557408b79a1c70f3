import { contestoDi } from '#autorizzazioni';
import type { Orologio } from '#platform/clock';
import { inLettura, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { ElencoTrattenuti, FiltroQuadro, FiltroTrattenuti, Quadro } from './quadro.schema.ts';
import { quadro } from './quadro.ts';
import { elencaTrattenuti } from './trattenuti.ts';

const tags = ['Supervisione'];

/** What the RSP looks at in the morning. */
export function rotteQuadro(app: App, parti: { db: Db; orologio: Orologio }): void {
  const { db, orologio } = parti;

  app.get(
    '/supervisione',
    {
      schema: {
        operationId: 'quadroSupervisione',
        tags,
        summary:
          'Stato del protocollo in un periodo: volumi, attese, trattenuti, rifiuti, correzioni, sospesi',
        querystring: FiltroQuadro,
        response: { 200: Quadro },
      },
      config: { permesso: 'supervisione.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => quadro(tx, ctx, richiesta.query, orologio.adesso()));
    },
  );

  app.get(
    '/supervisione/trattenuti',
    {
      schema: {
        operationId: 'elencoTrattenuti',
        tags,
        summary: 'Documenti trattenuti oltre tanti giorni, o oltre la scadenza, dal più vecchio',
        querystring: FiltroTrattenuti,
        response: { 200: ElencoTrattenuti },
      },
      config: { permesso: 'supervisione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        elencaTrattenuti(tx, orologio.adesso(), richiesta.query),
      ),
  );
}
