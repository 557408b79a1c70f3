import { contestoDi } from '#autorizzazioni';
import { conIdempotenza, type App } from '#platform/http';
import type { PartiFascicoli } from '../rotte-comuni.ts';
import { apriPacchetto } from './apri-pacchetto.ts';
import { importaFascicolo, provaImportazione } from './importa-fascicolo.ts';
import { EsitoImportazione, ImportazioneFascicolo } from './pacchetto.schema.ts';
import type { VerbiLegami } from './rimetti-legami.ts';

/** An exported fascicolo back into its archive: first what it would do, then doing it. */
export function rotteImportazioneFascicoli(app: App, parti: PartiFascicoli & VerbiLegami): void {
  app.post(
    '/fascicoli/importazione',
    {
      config: { permesso: 'fascicolo.gestisce' },
      schema: {
        operationId: 'importaFascicolo',
        tags: ['Fascicoli'],
        summary: 'Reimporta un fascicolo esportato, o dice che cosa farebbe',
        description:
          'L’archivio zip si carica prima come documento. Ogni file è confrontato con la sua impronta; i legami che mancano sono rimessi, ciò che non corrisponde ferma tutto. Solo fascicoli di questa AOO.',
        body: ImportazioneFascicolo,
        response: { 200: EsitoImportazione },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { documento, conferma } = richiesta.body;
      const aperto = await apriPacchetto(parti, ctx, documento);
      if (!conferma) return await provaImportazione(parti.db, ctx, aperto.pacchetto, parti);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        stato: 200,
        corpo: await importaFascicolo(tx, ctx, aperto, parti),
      }));
    },
  );
}
