import { Type } from 'typebox';
import { cifraPassword, contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { traccia } from '#tracciamento';
import { creaUtente } from './crea-utente.ts';
import { disattivaUtente, riattivaUtente } from './disattiva-utente.ts';
import { esportaUtenti } from './esporta-utenti.ts';
import { importaUtenti } from './importa-utenti.ts';
import { modificaUtente } from './modifica-utente.ts';
import { cercaUtenti, leggiUtente } from './utenti.queries.ts';
import {
  Disattivazione,
  ElencoUtenti,
  EsitoImportazioneUtenti,
  FiltroUtenti,
  ImportazioneUtenti,
  ModificaUtente,
  NuovoUtente,
  Utente,
} from './utenti.schema.ts';

const tags = ['Utenti'];
const Chiave = Type.Object({ id: Type.String({ format: 'uuid', description: 'Utente' }) });

/** A password that nobody ever knew: the account opens only with the initial one, given apart. */
const nessunaPassword = (): Promise<string> => cifraPassword(crypto.randomUUID() + crypto.randomUUID());

/** The accounts: no deletion, so that what was done under one stays of somebody. */
export function rotteUtenti(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/utenti',
    {
      schema: {
        operationId: 'elencoUtenti',
        tags,
        summary: 'Cerca tra gli utenti',
        querystring: FiltroUtenti,
        response: { 200: ElencoUtenti },
      },
      config: { permesso: 'utente.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => cercaUtenti(tx, richiesta.query)),
  );

  app.get(
    '/utenti/esportazione.csv',
    {
      schema: {
        operationId: 'esportaUtenti',
        tags,
        summary: 'Utenti e autorizzazioni in vigore, in CSV',
        produces: ['text/csv'],
        response: {
          200: {
            description: 'CSV con intestazione, separato da punto e virgola',
            content: { 'text/csv': { schema: Type.String() } },
          },
        },
      },
      config: { permesso: 'utente.consulta' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const csv = await inTransazione(db, ctx.ente.id, async (tx) => {
        await traccia(tx, ctx, 'utenti.esportati', { tipo: 'utente' });
        return await esportaUtenti(tx);
      });
      return await risposta
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="utenti.csv"')
        .send(csv);
    },
  );

  app.get(
    '/utenti/:id',
    {
      schema: {
        operationId: 'leggiUtente',
        tags,
        summary: 'Un utente',
        params: Chiave,
        response: { 200: Utente },
      },
      config: { permesso: 'utente.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => leggiUtente(tx, richiesta.params.id)),
  );

  app.post(
    '/utenti',
    {
      schema: {
        operationId: 'creaUtente',
        tags,
        summary: 'Crea un utente',
        description:
          'Senza password e senza poteri: la password iniziale si genera a parte e si vede una volta sola, le autorizzazioni le concede il responsabile.',
        body: NuovoUtente,
        response: { 201: Utente },
      },
      config: { permesso: 'utente.gestisce' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const nessuna = await nessunaPassword();
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const utente = await creaUtente(tx, ctx, richiesta.body, nessuna);
        return { posizione: `/api/v1/utenti/${utente.id}`, corpo: utente };
      });
    },
  );

  app.put(
    '/utenti/:id',
    {
      schema: {
        operationId: 'modificaUtente',
        tags,
        summary: 'Modifica i dati di un utente',
        params: Chiave,
        body: ModificaUtente,
        response: { 200: Utente },
      },
      config: { permesso: 'utente.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        modificaUtente(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.post(
    '/utenti/:id/disattivazione',
    {
      schema: {
        operationId: 'disattivaUtente',
        tags,
        summary: 'Disattiva un utente',
        description: 'Le sue sessioni finiscono subito e le autorizzazioni sono revocate. L’utente resta.',
        params: Chiave,
        body: Disattivazione,
        response: { 200: Utente },
      },
      config: { permesso: 'utente.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        disattivaUtente(tx, ctx, richiesta.params.id, richiesta.body.motivo),
      );
    },
  );

  app.post(
    '/utenti/:id/riattivazione',
    {
      schema: {
        operationId: 'riattivaUtente',
        tags,
        summary: 'Riattiva un utente, senza autorizzazioni',
        params: Chiave,
        body: Disattivazione,
        response: { 200: Utente },
      },
      config: { permesso: 'utente.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        riattivaUtente(tx, ctx, richiesta.params.id, richiesta.body.motivo),
      );
    },
  );

  app.post(
    '/utenti/importazione',
    {
      bodyLimit: 4 * 1024 * 1024,
      schema: {
        operationId: 'importaUtenti',
        tags,
        summary: 'Importa utenti da un CSV',
        description:
          'Colonne: nomeUtente, nome, cognome, codiceFiscale; facoltative email, rapporto, incaricatoDal, incaricatoAtto, datiParticolari, datiGiudiziari. Con una riga errata non si scrive nulla; chi c’è già resta com’è.',
        body: ImportazioneUtenti,
        response: { 200: EsitoImportazioneUtenti },
      },
      config: { permesso: 'utente.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const nessuna = await nessunaPassword();
      return await inTransazione(db, ctx.ente.id, (tx) => importaUtenti(tx, ctx, richiesta.body, nessuna));
    },
  );
}
