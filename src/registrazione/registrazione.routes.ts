import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import { chiaveIdempotenza, conIdempotenza, rispondiGiaScritto, type App } from '#platform/http';
import { dettaglio } from './dettaglio.ts';
import { elenca } from './elenca.ts';
import { leggiTracciando, motivaLettura } from './leggi-riservato.ts';
import { mezzi } from './mezzi.ts';
import { modificaFacoltativi } from './modifica-facoltativi.ts';
import { registra } from './registra.ts';
import { trovaCorrispondenti, trovaRegistrazione } from './registrazione.queries.ts';
import {
  Elenco,
  EventoStoria,
  FiltroElenco,
  LetturaAmmessa,
  ModificaFacoltativi,
  MotivoLettura,
  Registrazione,
  RichiestaInviata,
  RichiestaSimili,
  Simile,
} from './registrazione.schema.ts';
import {
  ParametriRegistrazione,
  ParametriRegistro,
  REGISTRAZIONE,
  type PartiRegistrazione,
} from './rotte-comuni.ts';
import { cercaSimili } from './simili.ts';
import { storia } from './storia.ts';

const tags = ['Registrazioni'];

/** Register, find, read, change what may change. */
export function rotteRegistrazione(app: App, parti: PartiRegistrazione): void {
  app.post(
    '/registri/:registro/registrazioni',
    {
      config: { permesso: 'registrazione.registra' },
      schema: {
        operationId: 'registra',
        tags,
        summary: 'Registra un documento',
        description:
          'Assegna numero e data, scrive registrazione, segnatura e impronte in una sola operazione. Con Idempotency-Key un nuovo invio riceve la prima risposta.',
        params: ParametriRegistro,
        body: RichiestaInviata,
        response: { 201: Registrazione },
      },
    },
    async (richiesta, risposta) => {
      const esito = await registra(
        parti,
        contestoDi(richiesta),
        richiesta.params.registro,
        richiesta.body,
        chiaveIdempotenza(richiesta),
      );
      return rispondiGiaScritto(risposta, esito);
    },
  );

  app.get(
    '/registri/:registro/registrazioni',
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'elencoRegistrazioni',
        tags,
        summary: 'Cerca nel registro',
        description:
          'Dalla più recente, a pagine per cursore. Il testo libero segue le radici delle parole italiane e ignora gli accenti.',
        params: ParametriRegistro,
        querystring: FiltroElenco,
        response: { 200: Elenco },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(parti.db, ctx.ente.id, (tx) =>
        elenca(tx, ctx, richiesta.params.registro, richiesta.query),
      );
    },
  );

  app.get(
    REGISTRAZIONE,
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'dettaglioRegistrazione',
        tags,
        summary: 'Legge una registrazione',
        description: 'I dati in vigore e, accanto, quelli sostituiti; anche di una registrazione annullata.',
        params: ParametriRegistrazione,
        response: { 200: Registrazione },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await leggiTracciando(parti.db, ctx, richiesta.params, 'dettaglio', (tx) =>
        dettaglio(tx, ctx, parti.urlPubblico, richiesta.params),
      );
    },
  );

  app.post(
    `${REGISTRAZIONE}/letture`,
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'motivaLettura',
        tags,
        summary: 'Dice perché si legge un documento riservato',
        description:
          'Finché non si dice, dettaglio, stampe e file rispondono 403 «documento.motivo-richiesto». Vale alcuni minuti, per chi lo dice; ogni lettura resta scritta con il motivo, anche del responsabile.',
        params: ParametriRegistrazione,
        body: MotivoLettura,
        response: { 201: LetturaAmmessa },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        corpo: { finoA: await motivaLettura(tx, ctx, richiesta.params, richiesta.body.motivo) },
      }));
    },
  );

  app.patch(
    REGISTRAZIONE,
    {
      config: { permesso: 'registrazione.modifica' },
      schema: {
        operationId: 'modificaDatiFacoltativi',
        tags,
        summary: 'Modifica i dati facoltativi',
        description:
          'Solo i dati dell’art. 55; ogni modifica resta nella storia. Quelli dell’art. 54 si cambiano con una rettifica.',
        consumes: ['application/merge-patch+json'],
        params: ParametriRegistrazione,
        body: ModificaFacoltativi,
        response: { 200: Registrazione },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(parti.db, ctx.ente.id, async (tx) => {
        await modificaFacoltativi(tx, ctx, parti.orologio.adesso(), richiesta.params, richiesta.body);
        return await dettaglio(tx, ctx, parti.urlPubblico, richiesta.params);
      });
    },
  );

  app.get(
    `${REGISTRAZIONE}/storia`,
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'storiaRegistrazione',
        tags,
        summary: 'Storia di una registrazione',
        description:
          'Tutto ciò che è accaduto: chi, quando, valore precedente e successivo, posizione nel registro verificabile.',
        params: ParametriRegistrazione,
        response: { 200: Type.Object({ items: Type.Array(EventoStoria) }) },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return {
        items: await leggiTracciando(parti.db, ctx, richiesta.params, 'storia', (tx) =>
          storia(tx, ctx, richiesta.params),
        ),
      };
    },
  );

  app.get(
    `${REGISTRAZIONE}/corrispondenti`,
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'corrispondentiRegistrazione',
        tags,
        summary: 'Corrispondenti di una registrazione',
        description: 'Tutti, a pagine: nella registrazione compaiono i primi 100.',
        params: ParametriRegistrazione,
        querystring: Type.Object({
          ruolo: Type.Union(
            [Type.Literal('mittente'), Type.Literal('destinatario'), Type.Literal('conoscenza')],
            { default: 'destinatario' },
          ),
          cursor: Type.Optional(
            Type.Integer({ format: 'int32', minimum: 0, description: 'Ordine dell’ultimo ricevuto' }),
          ),
          limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 1000, default: 100 })),
        }),
        response: {
          200: Type.Object({
            items: Type.Array(Registrazione.properties.mittenti.items),
            cursor: Type.Optional(Type.Integer({ format: 'int32' })),
          }),
        },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { ruolo, cursor = 0, limit = 100 } = richiesta.query;
      const { registro, anno, numero } = richiesta.params;
      return await leggiTracciando(parti.db, ctx, richiesta.params, 'corrispondenti', async (tx) => {
        const { id } = await trovaRegistrazione(tx, ctx, registro, anno, numero);
        const righe = await trovaCorrispondenti(tx, id, ruolo, cursor, limit + 1);
        const pagina = righe.slice(0, limit);
        return {
          items: pagina.map((c) => ({ ...(c.dati as object), tipo: c.tipo, nominativo: c.nominativo })),
          cursor: righe.length > limit ? pagina.at(-1)?.ordine : undefined,
        };
      });
    },
  );

  app.post(
    '/registri/:registro/simili',
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'cercaSimili',
        tags,
        summary: 'Cerca registrazioni che sembrano lo stesso documento',
        description:
          'Stessa impronta di un file, o stesso protocollo del mittente. Da guardare prima di registrare.',
        params: ParametriRegistro,
        body: RichiestaSimili,
        response: { 200: Type.Object({ items: Type.Array(Simile) }) },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return {
        items: await inLettura(parti.db, ctx.ente.id, (tx) =>
          cercaSimili(tx, ctx, richiesta.params.registro, richiesta.body),
        ),
      };
    },
  );

  app.get(
    '/registri',
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'elencoRegistri',
        tags,
        summary: 'Registri dell’ente',
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                codice: Type.String(),
                denominazione: Type.String(),
                tipo: Type.String({ description: 'protocollo, repertorio o fascicoli' }),
              }),
            ),
          }),
        },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const items = await inLettura(parti.db, ctx.ente.id, (tx) =>
        tx.selectFrom('registro').select(['codice', 'denominazione', 'tipo']).orderBy('codice').execute(),
      );
      return { items };
    },
  );

  app.get(
    '/mezzi',
    {
      config: { permesso: 'autenticato' },
      schema: {
        operationId: 'elencoMezzi',
        tags,
        summary: 'Mezzi di ricezione e di spedizione',
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                codice: Type.String(),
                denominazione: Type.String(),
                flussi: Type.Array(Type.String()),
              }),
            ),
          }),
        },
      },
    },
    () => ({ items: mezzi.map((m) => ({ ...m, flussi: [...m.flussi] })) }),
  );
}
