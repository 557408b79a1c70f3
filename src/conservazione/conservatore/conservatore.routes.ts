import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import type { App } from '#platform/http';
import type { PartiConservazione } from '../parti.ts';
import { Conservatore, ConservatoreInUso, EsitoProva, SalvaConservatore } from './conservatore.schema.ts';
import { provaConservatore } from './prova-conservatore.ts';
import { leggiConservatore, salvaConservatore } from './salva-conservatore.ts';

const tags = ['Conservazione'];

/** Who keeps, and how he is reached. */
export function rotteConservatore(app: App, parti: PartiConservazione): void {
  const { db } = parti;

  app.get(
    '/conservazione/conservatore',
    {
      schema: {
        operationId: 'leggiConservatore',
        tags,
        summary: 'Chi conserva, e come lo si raggiunge',
        response: { 200: ConservatoreInUso },
      },
      config: { permesso: 'conservazione.configura' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        conservatore: (await leggiConservatore(tx)) ?? null,
      })),
  );

  app.put(
    '/conservazione/conservatore',
    {
      schema: {
        operationId: 'salvaConservatore',
        tags,
        summary: 'Stabilisce chi conserva, e come lo si raggiunge',
        body: SalvaConservatore,
        response: { 200: Conservatore },
      },
      config: { permesso: 'conservazione.configura' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        salvaConservatore(tx, parti.vault, ctx, richiesta.body),
      );
    },
  );

  app.post(
    '/conservazione/conservatore/prova',
    {
      schema: {
        operationId: 'provaConservatore',
        tags,
        summary: 'Prova il collegamento, senza consegnare nulla',
        response: { 200: EsitoProva },
      },
      config: { permesso: 'conservazione.configura' },
    },
    async (richiesta) => await provaConservatore(parti, contestoDi(richiesta).ente.id),
  );
}
