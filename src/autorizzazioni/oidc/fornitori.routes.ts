import { Type } from 'typebox';
import { inLettura, inTransazione } from '#platform/db';
import type { App } from '#platform/http';
import { contestoDi } from '../guardia.ts';
import type { PartiFattori } from '../fattori/fattori.routes.ts';
import { origineDi } from '../fattori/origine.ts';
import { sessioneDi } from '../sessioni/cookie.ts';
import { VIA_RITORNO } from './accesso.routes.ts';
import { eliminaFornitore } from './elimina-fornitore.ts';
import { findFornitori, findIdentita, senzaSegreto } from './fornitori.queries.ts';
import {
  DaProvare,
  ElencoFornitori,
  ElencoIdentita,
  EsitoProva,
  FornitoreIdentita,
  ModificaFornitore,
  NuovoFornitore,
} from './fornitori.schema.ts';
import { provaEmittente } from './prova-emittente.ts';
import { creaFornitore, modificaFornitore } from './salva-fornitore.ts';
import { scollega } from './scollega.ts';

const tags = ['Fornitori di identità'];
const Id = (description: string) => Type.String({ format: 'uuid', description });
const Fornitore = Type.Object({ id: Id('Fornitore') });
const Vuota = Type.Null({ description: 'Fatto' });

/** Which other systems the ente believes when they say who somebody is, and whom they are known to have said it of. */
export function rotteFornitoriIdentita(app: App, parti: PartiFattori): void {
  const { db, vault } = parti;

  app.get(
    '/fornitori-identita',
    {
      schema: {
        operationId: 'elencoFornitoriIdentita',
        tags,
        summary: 'Fornitori di identità dell’ente',
        response: { 200: ElencoFornitori },
      },
      config: { permesso: 'configurazione.legge' },
    },
    async (richiesta) => {
      const righe = await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        findFornitori(tx, { soloAttivi: false }),
      );
      const indirizzoRitorno = `${origineDi(richiesta, parti.urlPasskey)}${VIA_RITORNO}`;
      return { items: righe.map(senzaSegreto), indirizzoRitorno };
    },
  );

  app.post(
    '/fornitori-identita',
    {
      schema: {
        operationId: 'creaFornitoreIdentita',
        tags,
        summary: 'Aggiunge un fornitore di identità',
        body: NuovoFornitore,
        response: { 201: FornitoreIdentita },
      },
      config: { permesso: 'configurazione.modifica' },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      const creato = await inTransazione(db, ctx.ente.id, (tx) =>
        creaFornitore(tx, vault, ctx, credenziale, richiesta.body),
      );
      return risposta.code(201).header('location', `/api/v1/fornitori-identita/${creato.id}`).send(creato);
    },
  );

  app.put(
    '/fornitori-identita/:id',
    {
      schema: {
        operationId: 'modificaFornitoreIdentita',
        tags,
        summary: 'Modifica un fornitore di identità; senza segreto resta quello che ha',
        params: Fornitore,
        body: ModificaFornitore,
        response: { 200: FornitoreIdentita },
      },
      config: { permesso: 'configurazione.modifica' },
    },
    async (richiesta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaFornitore(tx, vault, ctx, credenziale, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.delete(
    '/fornitori-identita/:id',
    {
      schema: {
        operationId: 'eliminaFornitoreIdentita',
        tags,
        summary: 'Toglie un fornitore di identità, con i suoi collegamenti e le sessioni che ha aperto',
        params: Fornitore,
        response: { 204: Vuota },
      },
      config: { permesso: 'configurazione.modifica' },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) =>
        eliminaFornitore(tx, ctx, credenziale, richiesta.params.id),
      );
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/fornitori-identita/prova',
    {
      schema: {
        operationId: 'provaFornitoreIdentita',
        tags,
        summary: 'Chiede a un emittente che cosa dichiara di sé',
        body: DaProvare,
        response: { 200: EsitoProva },
      },
      config: {
        permesso: 'configurazione.modifica',
        rateLimit: { max: 30, timeWindow: '1 minute', keyGenerator: (r: { ip: string }) => `prova ${r.ip}` },
      },
    },
    async (richiesta) => await provaEmittente(richiesta.body.emittente),
  );

  app.get(
    '/fornitori-identita/:id/identita',
    {
      schema: {
        operationId: 'elencoIdentitaFornitore',
        tags,
        summary: 'Chi è entrato con un fornitore di identità',
        params: Fornitore,
        response: { 200: ElencoIdentita },
      },
      config: { permesso: 'utente.consulta' },
    },
    async (richiesta) => ({
      items: await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        findIdentita(tx, { fornitoreId: richiesta.params.id }),
      ),
    }),
  );

  app.get(
    '/utenti/:id/identita',
    {
      schema: {
        operationId: 'elencoIdentitaUtente',
        tags,
        summary: 'Con quali fornitori di identità un utente è entrato',
        params: Type.Object({ id: Id('Utente') }),
        response: { 200: ElencoIdentita },
      },
      config: { permesso: 'utente.consulta' },
    },
    async (richiesta) => ({
      items: await inLettura(db, contestoDi(richiesta).ente.id, (tx) =>
        findIdentita(tx, { utenteId: richiesta.params.id }),
      ),
    }),
  );

  app.delete(
    '/utenti/:id/identita/:identita',
    {
      schema: {
        operationId: 'scollegaIdentita',
        tags,
        summary: 'Toglie il collegamento di un utente con un fornitore, e chiude le sessioni che ne vengono',
        params: Type.Object({ id: Id('Utente'), identita: Id('Collegamento') }),
        response: { 204: Vuota },
      },
      config: { permesso: 'utente.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { id, identita } = richiesta.params;
      await inTransazione(db, ctx.ente.id, (tx) => scollega(tx, ctx, id, identita));
      return risposta.code(204).send(null);
    },
  );
}
