import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import {
  ElencoComunicazioni,
  FiltroComunicazioni,
  Indicazione,
  Preferenze,
  PreferenzeScelte,
  RegolaDecisa,
  RegolaPosta,
  ReteComunicazioni,
  ReteUnita,
} from './comunicazioni.schema.ts';
import { decidiRegola, leggiPreferenze, leggiRegola, scegliPreferenze } from './posta/preferenze.ts';
import { impostaRete, leggiRete } from './rete/rete.ts';
import { elencaComunicazioni } from './elenca-comunicazioni.ts';
import { segnaLetta } from './segna-letta.ts';

const tags = ['Comunicazioni'];

/** What the programme tells people, and whether they read it. */
export function rotteComunicazioni(app: App, parti: { db: Db; spedisce: boolean }): void {
  const { db } = parti;

  app.get(
    '/comunicazioni',
    {
      schema: {
        operationId: 'elencoComunicazioni',
        tags,
        summary: 'Comunicazioni ricevute da chi chiede',
        querystring: FiltroComunicazioni,
        response: { 200: ElencoComunicazioni },
      },
      config: { permesso: 'comunicazione.legge', sottofondo: true },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaComunicazioni(tx, ctx, richiesta.query));
    },
  );

  app.post(
    '/comunicazioni/:id/lettura',
    {
      schema: {
        operationId: 'segnaComunicazioneLetta',
        tags,
        summary: 'Segna una comunicazione come letta',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Comunicazione' }) }),
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'comunicazione.legge' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => segnaLetta(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );

  app.get(
    '/comunicazioni/preferenze',
    {
      schema: {
        operationId: 'leggiPreferenzePosta',
        tags,
        summary: 'Come chi chiede riceve le comunicazioni per posta elettronica',
        response: { 200: Preferenze },
      },
      config: { permesso: 'comunicazione.legge' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiPreferenze(tx, ctx, parti.spedisce));
    },
  );

  app.put(
    '/comunicazioni/preferenze',
    {
      schema: {
        operationId: 'scegliPreferenzePosta',
        tags,
        summary: 'Sceglie come ricevere le comunicazioni per posta elettronica',
        description: 'Nel programma arrivano in ogni caso.',
        body: PreferenzeScelte,
        response: { 200: Preferenze },
      },
      config: { permesso: 'comunicazione.legge' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await scegliPreferenze(tx, ctx, richiesta.body);
        return await leggiPreferenze(tx, ctx, parti.spedisce);
      });
    },
  );

  app.get(
    '/comunicazioni/regola',
    {
      schema: {
        operationId: 'leggiRegolaPosta',
        tags,
        summary: 'Se si può scegliere di non ricevere posta',
        response: { 200: RegolaPosta },
      },
      config: { permesso: 'comunicazione.configura' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, leggiRegola),
  );

  app.put(
    '/comunicazioni/regola',
    {
      schema: {
        operationId: 'decidiRegolaPosta',
        tags,
        summary: 'Stabilisce se si può scegliere di non ricevere posta',
        body: RegolaDecisa,
        response: { 200: RegolaPosta },
      },
      config: { permesso: 'comunicazione.configura' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await decidiRegola(tx, ctx, richiesta.body.maiAmmesso);
        return await leggiRegola(tx);
      });
    },
  );

  app.get(
    '/comunicazioni/rete',
    {
      schema: {
        operationId: 'leggiReteComunicazioni',
        tags,
        summary: 'Chi riceve le comunicazioni di avvenuta protocollazione, per unità (art. 73)',
        description: 'Un Responsabile di Area vede le unità della sua Area.',
        response: { 200: ReteComunicazioni },
      },
      config: { permesso: 'comunicazione.configura' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, async (tx) => ({ items: await leggiRete(tx, ctx) }));
    },
  );

  app.put(
    '/comunicazioni/rete/:unita',
    {
      schema: {
        operationId: 'impostaReteComunicazioni',
        tags,
        summary:
          'Stabilisce chi riceve le comunicazioni di un’unità, su indicazione del Responsabile di Area',
        params: Type.Object({ unita: Type.String({ maxLength: 60, description: 'Codice dell’unità' }) }),
        body: Indicazione,
        response: { 200: ReteUnita },
      },
      config: { permesso: 'comunicazione.configura' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        impostaRete(tx, ctx, richiesta.params.unita, richiesta.body),
      );
    },
  );
}
