import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import type { PartiConservazione } from '../parti.ts';
import { decidiProposta, elencaProposte, proponi, serieDaConservare } from './proposte.ts';
import {
  DecisioneProposta,
  ElencoProposte,
  ElencoSerie,
  NuovaProposta,
  Proposta,
} from './proposte.schema.ts';

const tags = ['Conservazione'];

/** Proposals to keep paper as files (RN-37.3-2). */
export function rotteProposte(app: App, parti: PartiConservazione): void {
  const { db } = parti;

  app.get(
    '/conservazione/proposte',
    {
      schema: {
        operationId: 'elencaProposteConservazione',
        tags,
        summary: 'Proposte di conservazione sostitutiva',
        response: { 200: ElencoProposte },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaProposte(tx, ctx));
    },
  );

  app.get(
    '/conservazione/serie',
    {
      schema: {
        operationId: 'serieDaConservare',
        tags,
        summary: 'Serie archivistiche a cui una proposta si può riferire',
        response: { 200: ElencoSerie },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, serieDaConservare),
  );

  app.post(
    '/conservazione/proposte',
    {
      schema: {
        operationId: 'proponiConservazione',
        tags,
        summary: 'Propone la conservazione sostitutiva di documenti analogici',
        body: NuovaProposta,
        response: { 201: Proposta },
      },
      config: { permesso: 'conservazione.propone' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/conservazione/proposte',
        corpo: await proponi(tx, ctx, richiesta.body),
      }));
    },
  );

  app.post(
    '/conservazione/proposte/:id/decisione',
    {
      schema: {
        operationId: 'decidiPropostaConservazione',
        tags,
        summary: 'Decide una proposta di conservazione sostitutiva',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Proposta' }) }),
        body: DecisioneProposta,
        response: { 200: Proposta },
      },
      config: { permesso: 'conservazione.decide-proposta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        decidiProposta(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );
}
