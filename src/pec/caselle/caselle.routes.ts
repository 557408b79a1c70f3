import { Type } from 'typebox';
import { sql } from 'kysely';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { traccia } from '#tracciamento';
import { casellaNonTrovata } from '../pec.errors.ts';
import type { PartiTrasporto } from '../trasporti/apri.ts';
import {
  ConfigurazioneCasella,
  ElencoCaselle,
  EsitoProvaCasella,
  ModificaCasella,
  NuovaCasella,
} from './caselle.schema.ts';
import { casellaMia, delProtocollo } from './caselle-mie.ts';
import { contaTrasmessi } from './conta-trasmessi.ts';
import { provaCasella } from './prova-casella.ts';
import { creaCasella, modificaCasella } from './salva-casella.ts';
import { mostraCasella, mostraConfigurazione, trovaCaselle } from './trova-caselle.ts';

const tags = ['Caselle di posta'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Casella' }) });

/** The boxes: whoever works them sees how they are doing; whoever looks after them configures and tries them, and reads nothing. */
export function rotteCaselle(app: App, parti: PartiTrasporto & { db: Db }): void {
  const { db, vault } = parti;

  app.get(
    '/pec/caselle',
    {
      config: { permesso: 'pec.legge', sottofondo: true },
      schema: {
        operationId: 'elencaCaselle',
        tags,
        summary: 'Le caselle che chi chiede lavora, e come stanno',
        response: { 200: ElencoCaselle },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, async (tx) => ({
        items: (await trovaCaselle(tx, casellaMia(ctx, 'c'))).map(mostraCasella),
        trasmessi: delProtocollo(ctx) ? await contaTrasmessi(tx) : undefined,
      }));
    },
  );

  app.get(
    '/pec/configurazione',
    {
      config: { permesso: 'pec.configura' },
      schema: {
        operationId: 'elencaConfigurazioniCaselle',
        tags,
        summary: 'Tutte le caselle e come sono configurate, senza segreti e senza messaggi (RN-7.2-2)',
        response: { 200: Type.Object({ items: Type.Array(ConfigurazioneCasella) }) },
      },
    },
    async (richiesta) => {
      const righe = await inLettura(db, contestoDi(richiesta).ente.id, (tx) => trovaCaselle(tx, sql`true`));
      return { items: righe.map(mostraConfigurazione) };
    },
  );

  app.post(
    '/pec/caselle',
    {
      config: { permesso: 'pec.configura' },
      schema: {
        operationId: 'creaCasella',
        tags,
        summary: 'Aggiunge una casella',
        body: NuovaCasella,
        response: { 201: ConfigurazioneCasella },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const corpo = await creaCasella(tx, vault, ctx, richiesta.body);
        return { posizione: `/api/v1/pec/caselle/${corpo.id}`, corpo };
      });
    },
  );

  app.put(
    '/pec/caselle/:id',
    {
      config: { permesso: 'pec.configura' },
      schema: {
        operationId: 'modificaCasella',
        tags,
        summary: 'Riscrive la configurazione di una casella',
        params,
        body: ModificaCasella,
        response: { 200: ConfigurazioneCasella },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaCasella(tx, vault, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.post(
    '/pec/caselle/:id/prova',
    {
      config: { permesso: 'pec.configura' },
      schema: {
        operationId: 'provaCasella',
        tags,
        summary: 'Prova i collegamenti di una casella: non legge messaggi e non ne spedisce',
        params,
        response: { 200: EsitoProvaCasella },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      const [casella] = await inLettura(db, ctx.ente.id, (tx) => trovaCaselle(tx, sql`c.id = ${id}`));
      if (!casella) throw casellaNonTrovata();
      const esito = await provaCasella(parti, casella);
      await inTransazione(db, ctx.ente.id, (tx) =>
        traccia(tx, ctx, 'pec.casella-provata', { tipo: 'casella', id }, { riuscita: esito.riuscita }),
      );
      return esito;
    },
  );
}
