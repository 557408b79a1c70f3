import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { accoda } from '#platform/jobs';
import { annotaEsiti } from './annota-esiti.ts';
import { MisureFascicoli } from './misure-fascicoli.ts';
import { ModelliInMemoria } from './modelli-in-memoria.ts';
import { DomandaSuggerimenti, EsitiSuggerimenti, Suggerimenti } from './suggerimenti.schema.ts';
import { suggerisci } from './suggerisci.ts';

const tags = ['Suggerimenti'];
const RICHIESTO_OGNI = 60_000;

/** Proposals while one registers, and what became of them. */
export function rotteSuggerimenti(app: App, parti: { db: Db }): void {
  const modelli = new ModelliInMemoria();
  const misure = new MisureFascicoli();
  const chiesti = new Map<string, number>();

  /** An ente that never had a model gets one now rather than at the next quarter of an hour. */
  async function chiediModello(enteId: string): Promise<void> {
    const adesso = performance.now();
    if (adesso - (chiesti.get(enteId) ?? -Infinity) < RICHIESTO_OGNI) return;
    chiesti.set(enteId, adesso);
    await inTransazione(parti.db, enteId, (tx) => accoda(tx, 'suggerimenti.addestra', { enteId }));
  }

  app.get(
    '/suggerimenti',
    {
      schema: {
        operationId: 'suggerimenti',
        tags,
        summary: 'Classe, ufficio e fascicolo proposti per ciò che si sta registrando',
        description:
          'Al massimo tre per tipo, imparati dalle registrazioni dell’ente (da titolario e prontuario finché non ce ne sono). Nulla viene applicato da sé.',
        querystring: DomandaSuggerimenti,
        response: { 200: Suggerimenti },
      },
      config: { permesso: 'suggerimento.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { suggerimenti, manca } = await suggerisci(
        { db: parti.db, modelli, misure },
        ctx,
        richiesta.query,
      );
      if (manca) await chiediModello(ctx.ente.id);
      return suggerimenti;
    },
  );

  app.post(
    '/suggerimenti/esiti',
    {
      schema: {
        operationId: 'annotaEsitiSuggerimenti',
        tags,
        summary: 'Annota se i suggerimenti mostrati sono stati accettati',
        body: EsitiSuggerimenti,
        response: { 204: Type.Null({ description: 'Annotato' }) },
      },
      config: { permesso: 'registrazione.registra' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(parti.db, ctx.ente.id, (tx) => annotaEsiti(tx, ctx, richiesta.body));
      misure.dimentica(ctx.ente.id);
      return risposta.code(204).send(null);
    },
  );
}
