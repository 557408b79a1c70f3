import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { apriContenuto, intestazioniContenuto, type PartiDocumenti } from '#documenti';
import { inTransazione, inLettura } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { traccia } from '#tracciamento';
import { abbinaRicevuta } from './abbina-ricevuta.ts';
import { decidi } from './decidi.ts';
import { elencaInvii, elencaRicevute, inviiDellaRegistrazione } from './elenca-invii.ts';
import { inviaRegistrazione } from './invia-registrazione.ts';
import {
  Abbinamento,
  DecisioneInvio,
  DettaglioInvio,
  ElencoInvii,
  ElencoRicevute,
  FiltroInvii,
  FiltroRicevute,
  NuovoInvioDocumento,
  Rispedizione,
} from './invii.schema.ts';
import { leggiInvio } from './leggi-invio.ts';
import { rispedisci } from './rispedisci.ts';
import { trovaEml } from './scarica-eml.ts';

const tags = ['PEC in uscita'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Invio o ricevuta' }) });
const REGISTRAZIONE = '/registri/:registro/registrazioni/:anno/:numero/invii';
const ParametriRegistrazione = Type.Object({
  registro: Type.String({ maxLength: 16, description: 'Codice del registro, es. PG' }),
  anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999, description: 'Anno solare' }),
  numero: Type.Integer({ format: 'int64', minimum: 1, description: 'Numero di protocollo' }),
});

/** What leaves by mail: only the Ufficio Protocollo sends (RN-36.2b, RN-7.2); the office follows its own documents. */
export function rotteInvii(app: App, parti: PartiDocumenti): void {
  rotteElenchi(app, parti);
  rotteDiUnaRegistrazione(app, parti);
  rotteDecisioni(app, parti);
  rotteEml(app, parti);
}

function rotteElenchi(app: App, { db }: PartiDocumenti): void {
  app.get(
    '/pec/invii',
    {
      config: { permesso: 'pec.spedisce', sottofondo: true },
      schema: {
        operationId: 'elencaInvii',
        tags,
        summary: 'Invii, dal più recente, ciascuno con i suoi destinatari',
        querystring: FiltroInvii,
        response: { 200: ElencoInvii },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaInvii(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/pec/invii/:id',
    {
      config: { permesso: 'pec.spedisce' },
      schema: {
        operationId: 'leggiInvio',
        tags,
        summary: 'Un invio, con destinatari, ricevute e storia',
        params,
        response: { 200: DettaglioInvio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiInvio(tx, ctx, richiesta.params.id));
    },
  );

  app.get(
    '/pec/ricevute',
    {
      config: { permesso: 'pec.spedisce', sottofondo: true },
      schema: {
        operationId: 'elencaRicevutePec',
        tags,
        summary: 'Ricevute arrivate, dalla più recente',
        querystring: FiltroRicevute,
        response: { 200: ElencoRicevute },
      },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => elencaRicevute(tx, richiesta.query)),
  );
}

function rotteDiUnaRegistrazione(app: App, parti: PartiDocumenti): void {
  app.get(
    REGISTRAZIONE,
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'inviiDellaRegistrazione',
        tags,
        summary: 'Come è stata spedita una registrazione, e con quale esito per ciascuno',
        params: ParametriRegistrazione,
        response: { 200: ElencoInvii },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(parti.db, ctx.ente.id, (tx) =>
        inviiDellaRegistrazione(tx, ctx, richiesta.params),
      );
    },
  );

  app.post(
    REGISTRAZIONE,
    {
      config: { permesso: 'pec.spedisce' },
      schema: {
        operationId: 'inviaRegistrazione',
        tags,
        summary: 'Spedisce una registrazione in partenza ai suoi destinatari',
        description:
          'Documento principale e allegati in un solo messaggio; oltre i limiti della casella, in più messaggi «INVIO x di n». Parte dalla casella istituzionale, o da quella a cui è arrivato ciò a cui risponde.',
        params: ParametriRegistrazione,
        body: NuovoInvioDocumento,
        response: { 201: ElencoInvii },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const ids = await inviaRegistrazione(tx, ctx, richiesta.params, richiesta.body);
        const { items } = await inviiDellaRegistrazione(tx, ctx, richiesta.params);
        return {
          posizione: ids.length === 1 ? `/api/v1/pec/invii/${ids[0]}` : '/api/v1/pec/invii',
          corpo: { items: items.filter((i) => ids.includes(i.id)).reverse() },
        };
      });
    },
  );
}

function rotteDecisioni(app: App, parti: PartiDocumenti): void {
  app.post(
    '/pec/invii/:id/rispedizione',
    {
      config: { permesso: 'pec.spedisce' },
      schema: {
        operationId: 'rispedisciInvio',
        tags,
        summary: 'Rispedisce ai soli destinatari a cui non è arrivato',
        params,
        body: Rispedizione,
        response: { 201: DettaglioInvio },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await leggiInvio(tx, ctx, richiesta.params.id);
        const id = await rispedisci(tx, ctx, richiesta.params.id, richiesta.body.indirizzi);
        return { posizione: `/api/v1/pec/invii/${id}`, corpo: await leggiInvio(tx, ctx, id) };
      });
    },
  );

  app.post(
    '/pec/invii/:id/decisione',
    {
      config: { permesso: 'pec.spedisce' },
      schema: {
        operationId: 'decidiInvio',
        tags,
        summary: 'Decide di un invio che non procede da sé: esito incerto, o ancora in coda',
        params,
        body: DecisioneInvio,
        response: { 200: DettaglioInvio },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { decisione, motivo } = richiesta.body;
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await leggiInvio(tx, ctx, richiesta.params.id);
        await decidi(tx, ctx, richiesta.params.id, decisione, motivo);
        return { stato: 200, corpo: await leggiInvio(tx, ctx, richiesta.params.id) };
      });
    },
  );

  app.post(
    '/pec/ricevute/:id/abbinamento',
    {
      config: { permesso: 'pec.spedisce' },
      schema: {
        operationId: 'abbinaRicevutaPec',
        tags,
        summary: 'Dice di quale invio è una ricevuta che nessuno ha saputo abbinare',
        params,
        body: Abbinamento,
        response: { 200: DettaglioInvio },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await leggiInvio(tx, ctx, richiesta.body.invio);
        await abbinaRicevuta(tx, ctx, richiesta.params.id, richiesta.body);
        return { stato: 200, corpo: await leggiInvio(tx, ctx, richiesta.body.invio) };
      });
    },
  );
}

function rotteEml(app: App, parti: PartiDocumenti): void {
  for (const [percorso, operationId, summary, che] of [
    ['/pec/invii/:id/eml', 'emlInvio', 'Il messaggio come è partito, byte per byte', 'invio'],
    ['/pec/ricevute/:id/eml', 'emlRicevutaPec', 'La ricevuta come è arrivata, byte per byte', 'ricevuta'],
  ] as const)
    app.get(
      percorso,
      {
        config: { permesso: 'registrazione.consulta' },
        schema: {
          operationId,
          tags,
          summary,
          description: 'Per chi può leggere i file della registrazione.',
          params,
          produces: ['message/rfc822'],
        },
      },
      async (richiesta, risposta) => {
        const ctx = contestoDi(richiesta);
        // Who reads is written before the first byte goes (RN-34.3b).
        const eml = await inTransazione(parti.db, ctx.ente.id, async (tx) => {
          const trovato = await trovaEml(tx, ctx, che, richiesta.params.id);
          await traccia(tx, ctx, 'documento.letto', { tipo: 'documento', id: trovato.id });
          return trovato;
        });
        const contenuto = await apriContenuto(parti, ctx.ente.id, eml);
        return risposta
          .headers({
            ...intestazioniContenuto(eml, false, undefined),
            'content-length': String(eml.dimensione),
          })
          .send(contenuto);
      },
    );
}
