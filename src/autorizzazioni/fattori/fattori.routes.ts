import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Orologio } from '#platform/clock';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import type { Vault } from '#platform/vault';
import { scriviCookie } from '../cookie.ts';
import { contestoDi } from '../guardia.ts';
import { sessioneDi } from '../sessioni/cookie.ts';
import { leggiUtentePerAccesso } from '../sessioni/sessione.queries.ts';
import { confermaTotp, proponiTotp } from './attiva-totp.ts';
import type { Attivazione } from './attivato.ts';
import { azzeraFattori, type Informa } from './azzera.ts';
import { findFattoriUtenti, findSecondoFattore } from './fattori.queries.ts';
import {
  Azzeramento,
  Codice,
  CodiciRecupero,
  ElencoFattoriUtenti,
  FattoreAttivato,
  FiltroFattoriUtenti,
  NomeDiPasskey,
  NuovaPasskey,
  ObbligoSecondoFattore,
  OpzioniWebAuthn,
  SceltaObbligo,
  SecondoFattore,
  TotpDaConfermare,
} from './fattori.schema.ts';
import { leggiObbligo, salvaObbligo } from './obbligo.ts';
import { origineDi } from './origine.ts';
import { opzioniRegistrazione, registraPasskey } from './registra-passkey.ts';
import { rinominaPasskey } from './rinomina-passkey.ts';
import { rigeneraCodici, togliFattore } from './togli-fattore.ts';

export type PartiFattori = {
  db: Db;
  vault: Vault;
  orologio: Orologio;
  inattivitaMinuti: number;
  /** The address in the settings, which passkeys are bound to; without it, the one a request comes to. */
  urlPasskey: string | undefined;
  /** Attempts accepted in a minute from one address. */
  accessiAlMinuto?: number;
  informa: Informa;
};

const tags = ['Secondo fattore'];
const Vuota = Type.Null({ description: 'Fatto' });
const Passkey = Type.Object({ id: Type.String({ format: 'uuid', description: 'Passkey' }) });

/** The second factors of who asks; whose are compulsory, and what was lost, for who looks after them. */
export function rotteFattori(app: App, parti: PartiFattori): void {
  const { db, vault, orologio } = parti;
  const inUso = (richiesta: FastifyRequest) => {
    const { ctx, credenziale } = sessioneDi(richiesta);
    return { ctx, credenziale, sessione: { credenziale, parziale: richiesta.sessioneParziale } };
  };
  /** Activating may have completed a sign-in: then the whole session goes in the cookie. */
  const rispondi = (risposta: FastifyReply, a: Attivazione): FattoreAttivato => {
    if (a.aperta) scriviCookie(risposta, 'sessione', a.aperta.segreto);
    return a.codici ? { codici: a.codici } : {};
  };
  const perSe = { permesso: 'autenticato', ancheParziale: ['attivazione'] } as const;

  app.get(
    '/secondo-fattore',
    {
      schema: {
        operationId: 'leggiSecondoFattore',
        tags,
        summary: 'Secondi fattori di chi chiede',
        response: { 200: SecondoFattore },
      },
      config: perSe,
    },
    async (richiesta) => {
      const { ctx } = inUso(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => findSecondoFattore(tx, ctx.soggetto.id));
    },
  );

  app.post(
    '/secondo-fattore/totp',
    {
      schema: {
        operationId: 'proponiTotp',
        tags,
        summary: 'Propone un segreto per l’app che genera codici',
        description: 'Vale dopo la conferma con un codice; quello di prima vale fino ad allora.',
        response: { 201: TotpDaConfermare },
      },
      config: perSe,
    },
    async (richiesta, risposta) => {
      const { ctx, sessione } = inUso(richiesta);
      const proposto = await inTransazione(db, ctx.ente.id, async (tx) => {
        const io = await leggiUtentePerAccesso(tx, { id: ctx.soggetto.id });
        return await proponiTotp(tx, vault, ctx, sessione, io?.nomeUtente ?? '');
      });
      return risposta.code(201).send(proposto);
    },
  );

  app.post(
    '/secondo-fattore/totp/conferma',
    {
      schema: {
        operationId: 'confermaTotp',
        tags,
        summary: 'Attiva l’app con un suo codice',
        description: 'Se l’accesso attendeva solo questo, la risposta porta il cookie della sessione intera.',
        body: Codice,
        response: { 200: FattoreAttivato },
      },
      config: perSe,
    },
    async (richiesta, risposta) => {
      const { ctx, sessione } = inUso(richiesta);
      const adesso = orologio.adesso();
      const { codice } = richiesta.body;
      return rispondi(risposta, await confermaTotp({ db, vault, adesso }, ctx, sessione, codice));
    },
  );

  app.delete(
    '/secondo-fattore/totp',
    {
      schema: { operationId: 'togliTotp', tags, summary: 'Toglie l’app', response: { 204: Vuota } },
      config: { permesso: 'autenticato' },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = inUso(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => togliFattore(tx, ctx, credenziale, { tipo: 'totp' }));
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/secondo-fattore/passkey/opzioni',
    {
      schema: {
        operationId: 'opzioniNuovaPasskey',
        tags,
        summary: 'Che cosa chiedere al browser per fare una passkey',
        response: { 200: OpzioniWebAuthn },
      },
      config: perSe,
    },
    async (richiesta) => {
      const { ctx, sessione } = inUso(richiesta);
      const origine = origineDi(richiesta, parti.urlPasskey);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        const io = await leggiUtentePerAccesso(tx, { id: ctx.soggetto.id });
        const chi = { nomeUtente: io?.nomeUtente ?? '', nome: `${io?.nome} ${io?.cognome}`, origine };
        return await opzioniRegistrazione(tx, ctx, sessione, chi);
      });
    },
  );

  app.post(
    '/secondo-fattore/passkey',
    {
      bodyLimit: 128 * 1024,
      schema: {
        operationId: 'registraPasskey',
        tags,
        summary: 'Registra la passkey fatta dal browser',
        body: NuovaPasskey,
        response: { 201: FattoreAttivato },
      },
      config: perSe,
    },
    async (richiesta, risposta) => {
      const { ctx, sessione } = inUso(richiesta);
      const origine = origineDi(richiesta, parti.urlPasskey);
      const attivazione = await registraPasskey(db, ctx, sessione, richiesta.body, origine);
      void risposta.code(201);
      return rispondi(risposta, attivazione);
    },
  );

  app.patch(
    '/secondo-fattore/passkey/:id',
    {
      schema: {
        operationId: 'rinominaPasskey',
        tags,
        consumes: ['application/merge-patch+json'],
        summary: 'Cambia il nome di una passkey',
        params: Passkey,
        body: NomeDiPasskey,
        response: { 204: Vuota },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta, risposta) => {
      const { ctx } = inUso(richiesta);
      const { params, body } = richiesta;
      await inTransazione(db, ctx.ente.id, (tx) => rinominaPasskey(tx, ctx, params.id, body.nome));
      return risposta.code(204).send(null);
    },
  );

  app.delete(
    '/secondo-fattore/passkey/:id',
    {
      schema: {
        operationId: 'togliPasskey',
        tags,
        summary: 'Toglie una passkey',
        params: Passkey,
        response: { 204: Vuota },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = inUso(richiesta);
      const quale = { tipo: 'passkey', id: richiesta.params.id } as const;
      await inTransazione(db, ctx.ente.id, (tx) => togliFattore(tx, ctx, credenziale, quale));
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/secondo-fattore/codici',
    {
      schema: {
        operationId: 'rigeneraCodiciRecupero',
        tags,
        summary: 'Dieci codici di recupero nuovi, al posto di quelli che c’erano',
        response: { 201: CodiciRecupero },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = inUso(richiesta);
      const codici = await inTransazione(db, ctx.ente.id, (tx) => rigeneraCodici(tx, ctx, credenziale));
      return risposta.code(201).send({ codici });
    },
  );

  app.get(
    '/secondo-fattore/obbligo',
    {
      schema: {
        operationId: 'leggiObbligoSecondoFattore',
        tags,
        summary: 'Quali profili devono avere un secondo fattore, e quanti l’hanno',
        response: { 200: ObbligoSecondoFattore },
      },
      config: { permesso: 'secondo-fattore.governa' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, leggiObbligo),
  );

  app.put(
    '/secondo-fattore/obbligo',
    {
      schema: {
        operationId: 'salvaObbligoSecondoFattore',
        tags,
        summary: 'Decide quali profili devono avere un secondo fattore',
        description: 'Vale dal prossimo accesso di ciascuno.',
        body: SceltaObbligo,
        response: { 200: ObbligoSecondoFattore },
      },
      config: { permesso: 'secondo-fattore.governa' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await salvaObbligo(tx, ctx, richiesta.body.profili);
        return await leggiObbligo(tx);
      });
    },
  );

  app.get(
    '/secondo-fattore/utenti',
    {
      schema: {
        operationId: 'elencoFattoriUtenti',
        tags,
        summary: 'Utenti attivi e secondi fattori che hanno',
        querystring: FiltroFattoriUtenti,
        response: { 200: ElencoFattoriUtenti },
      },
      config: { permesso: 'secondo-fattore.governa' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => findFattoriUtenti(tx, richiesta.query)),
  );

  app.post(
    '/utenti/:id/secondo-fattore/azzeramento',
    {
      schema: {
        operationId: 'azzeraSecondoFattore',
        tags,
        summary: 'Toglie tutti i secondi fattori a chi li ha perduti',
        description: 'Le sue sessioni finiscono, e lo si avvisa.',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Utente' }) }),
        body: Azzeramento,
        response: { 204: Vuota },
      },
      config: { permesso: 'secondo-fattore.governa' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { params, body } = richiesta;
      await inTransazione(db, ctx.ente.id, (tx) =>
        azzeraFattori(tx, ctx, parti.informa, params.id, body.motivo.trim()),
      );
      return risposta.code(204).send(null);
    },
  );
}
