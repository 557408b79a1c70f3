import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { intestazioniContenuto, leggiContenuto } from '#documenti';
import { inLettura, inTransazione } from '#platform/db';
import { chiaveIdempotenza, rispondiGiaScritto, type App } from '#platform/http';
import { Registrazione } from '#registrazione';
import { messaggioMio } from './agisci.ts';
import { confermaRicezione } from './conferma.ts';
import { corpoMessaggio, CSP_CORPO } from './corpo.ts';
import { allega, nonRegistrare, rifiuta, sposta, verifica } from './decidi.ts';
import { elencaMessaggi } from './elenca-messaggi.ts';
import { contenutoParte } from './estrai.ts';
import {
  Allegazione,
  DaRileggere,
  ElencoMessaggi,
  FiltroMessaggi,
  Messaggio,
  NonRegistrazione,
  RegistrazioneDaMessaggio,
  RifiutoMessaggio,
  RiletturaCasella,
  Trasmissione,
  Verifica,
} from './messaggi.schema.ts';
import { rotteMittente } from './mittente.routes.ts';
import { mostraMessaggio } from './mostra-messaggio.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';
import { registraMessaggio } from './registra-messaggio.ts';
import { restituisci } from './restituisci.ts';
import { rileggi } from './rileggi.ts';
import { chiediRilettura } from './rileggi-da.ts';
import { svolgi } from './svolgi.ts';
import { trasmetti } from './trasmetti.ts';

const tags = ['Posta in arrivo'];
const Id = Type.String({ format: 'uuid', description: 'Messaggio' });
const params = Type.Object({ id: Id });
const byte = { 200: Type.Any({ description: 'I byte, come sono arrivati' }) };

/** What arrived, and what becomes of it. Every verb is of who works the box; registering, of the Ufficio Protocollo (RN-7.2, RN-17.1). */
export function rottePosta(app: App, parti: PartiMessaggi): void {
  const { db } = parti;
  rotteMittente(app, parti);

  app.get(
    '/pec/messaggi',
    {
      config: { permesso: 'pec.legge', sottofondo: true },
      schema: {
        operationId: 'elencaMessaggi',
        tags,
        summary: 'Messaggi arrivati: quelli che attendono dal più vecchio, gli altri dal più recente',
        querystring: FiltroMessaggi,
        response: { 200: ElencoMessaggi },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaMessaggi(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/pec/messaggi/:id',
    {
      config: { permesso: 'pec.legge' },
      schema: {
        operationId: 'leggiMessaggio',
        tags,
        summary: 'Un messaggio intero, con la sua storia',
        params,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => await mostraMessaggio(parti, contestoDi(richiesta), richiesta.params.id),
  );

  app.get(
    '/pec/messaggi/:id/originale',
    {
      config: { permesso: 'pec.legge' },
      schema: {
        operationId: 'scaricaMessaggio',
        tags,
        summary: 'Il messaggio come è arrivato (.eml)',
        params,
        response: byte,
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const m = await inLettura(db, ctx.ente.id, (tx) => messaggioMio(tx, ctx, richiesta.params.id));
      const contenuto = await leggiContenuto(parti, ctx.ente.id, m);
      const nome = `messaggio-${m.impronta.slice(0, 12)}.eml`;
      return risposta
        .headers(
          intestazioniContenuto(
            { nomeFile: nome, formato: 'message/rfc822', impronta: m.impronta },
            false,
            contenuto,
          ),
        )
        .send(contenuto);
    },
  );

  app.get(
    '/pec/messaggi/:id/corpo',
    {
      config: { permesso: 'pec.legge' },
      schema: {
        operationId: 'corpoMessaggio',
        tags,
        summary: 'Il testo HTML del messaggio, ripulito: una pagina da mostrare in un riquadro isolato',
        params,
        produces: ['text/html'],
      },
    },
    async (richiesta, risposta) => {
      const pagina = await corpoMessaggio(parti, contestoDi(richiesta), richiesta.params.id);
      return risposta
        .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP_CORPO })
        .send(pagina);
    },
  );

  app.get(
    '/pec/messaggi/:id/parti',
    {
      config: { permesso: 'pec.legge' },
      schema: {
        operationId: 'scaricaParteMessaggio',
        tags,
        summary: 'Un file del messaggio, come è stato inviato',
        params,
        querystring: Type.Object({
          percorso: Type.String({ maxLength: 200, description: 'Quello della parte' }),
          mostra: Type.Optional(Type.Boolean({ description: 'Da mostrare, se è di un tipo innocuo' })),
        }),
        response: byte,
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const m = await inLettura(db, ctx.ente.id, (tx) => messaggioMio(tx, ctx, richiesta.params.id));
      const {
        byte: contenuto,
        parte,
        formato,
      } = await contenutoParte(parti, ctx.ente.id, m, richiesta.query.percorso);
      const documento = { nomeFile: parte.nome, formato, impronta: parte.impronta };
      return risposta
        .headers(intestazioniContenuto(documento, richiesta.query.mostra === true, contenuto))
        .send(contenuto);
    },
  );

  app.post(
    '/pec/messaggi/:id/registrazione',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'registraMessaggio',
        tags,
        summary: 'Registra il messaggio in arrivo',
        description:
          'Ciò che manca viene dal messaggio: mittente, oggetto, allegati, data di consegna. Il messaggio intero resta con la registrazione.',
        params,
        body: RegistrazioneDaMessaggio,
        response: { 201: Registrazione },
      },
    },
    async (richiesta, risposta) => {
      const esito = await registraMessaggio(
        parti,
        contestoDi(richiesta),
        richiesta.params.id,
        richiesta.body,
        chiaveIdempotenza(richiesta),
      );
      return rispondiGiaScritto(risposta, esito);
    },
  );

  app.post(
    '/pec/messaggi/:id/non-registrazione',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'nonRegistrareMessaggio',
        tags,
        summary: 'Il messaggio non si registra, e perché',
        params,
        body: NonRegistrazione,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => nonRegistrare(tx, ctx, id, richiesta.body));
    },
  );

  app.post(
    '/pec/messaggi/:id/rifiuto',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'rifiutaMessaggio',
        tags,
        summary: 'Rifiuta un messaggio non conforme: la pratica risulta «non presentata» (RN-79.5)',
        params,
        body: RifiutoMessaggio,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => rifiuta(tx, ctx, id, richiesta.body));
    },
  );

  app.post(
    '/pec/messaggi/:id/allegazione',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'allegaMessaggio',
        tags,
        summary: 'Unisce il messaggio a una registrazione che c’è già',
        params,
        body: Allegazione,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => allega(tx, ctx, id, richiesta.body));
    },
  );

  app.post(
    '/pec/messaggi/:id/verifica',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'verificaMessaggio',
        tags,
        summary: 'Che cosa si decide di integrità e leggibilità (RN-17.1-2)',
        params,
        body: Verifica,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => verifica(tx, ctx, id, richiesta.body));
    },
  );

  app.post(
    '/pec/messaggi/:id/restituzione',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'restituisciMessaggio',
        tags,
        summary: 'Restituisce al mittente un messaggio pervenuto per errore (art. 21)',
        params,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => restituisci(tx, ctx, id));
    },
  );

  app.post(
    '/pec/messaggi/:id/trasmissione',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'trasmettiMessaggio',
        tags,
        summary: 'Trasmette al protocollo un messaggio della casella ordinaria di un ufficio (RN-17.4)',
        params,
        body: Trasmissione,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => trasmetti(tx, ctx, id, richiesta.body));
    },
  );

  app.post(
    '/pec/messaggi/:id/conferma',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'confermaRicezioneMessaggio',
        tags,
        summary: 'Conferma la ricezione a chi ha scritto a una casella ordinaria (RN-23.2)',
        params,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => confermaRicezione(tx, ctx, id));
    },
  );

  for (const [percorso, operationId, summary, stato] of [
    ['accantonamento', 'accantonaMessaggio', 'Mette da parte il messaggio', 'accantonato'],
    ['ripresa', 'riprendiMessaggio', 'Riporta il messaggio fra quelli da esaminare', 'da-esaminare'],
  ] as const)
    app.post(
      `/pec/messaggi/:id/${percorso}`,
      {
        config: { permesso: 'pec.registra' },
        schema: { operationId, tags, summary, params, response: { 200: Messaggio } },
      },
      async (richiesta) => {
        const ctx = contestoDi(richiesta);
        const { id } = richiesta.params;
        return await svolgi(parti, ctx, id, (tx) => sposta(tx, ctx, id, stato));
      },
    );

  app.post(
    '/pec/messaggi/:id/rilettura',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'rileggiMessaggio',
        tags,
        summary: 'Legge di nuovo il messaggio dai suoi byte',
        params,
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      await rileggi(parti, ctx, id);
      return await mostraMessaggio(parti, ctx, id);
    },
  );

  app.post(
    '/pec/caselle/:id/rilettura',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'rileggiCasella',
        tags,
        summary:
          'Legge di nuovo, in differita, tutti i messaggi di una casella conservati da un momento in poi',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Casella' }) }),
        body: RiletturaCasella,
        response: { 202: DaRileggere },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      const dal = new Date(richiesta.body.dal);
      const chiesta = await inTransazione(db, ctx.ente.id, (tx) => chiediRilettura(tx, ctx, id, dal));
      return risposta.code(202).send(chiesta);
    },
  );
}
