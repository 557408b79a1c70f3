import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inTransazione } from '#platform/db';
import type { App } from '#platform/http';
import { scriviCookie } from '../cookie.ts';
import type { SessioneAperta } from '../sessioni/apri-sessione.ts';
import { credenzialeSessione, sessioneDi } from '../sessioni/cookie.ts';
import { leggiSessione } from '../sessioni/leggi-sessione.ts';
import { Sessione } from '../sessioni/sessione.schema.ts';
import { trovaEnte } from '../sessioni/trova-ente.ts';
import { accediConPasskey, opzioniAccesso } from './accedi-con-passkey.ts';
import { Codice, OpzioniWebAuthn, RispostaPasskey } from './fattori.schema.ts';
import type { PartiFattori } from './fattori.routes.ts';
import { origineDi } from './origine.ts';
import { provaCodice } from './prova-codice.ts';
import { opzioniProva, provaPasskey } from './prova-passkey.ts';

const tags = ['Sessione'];

/** The second step of signing in, the sign-in by passkey alone, and a new proof of who is there. */
export function rotteSecondoPasso(app: App, parti: PartiFattori): void {
  const { db, vault, orologio, inattivitaMinuti } = parti;
  const rateLimit = {
    max: parti.accessiAlMinuto ?? 60,
    timeWindow: '1 minute',
    keyGenerator: (r: { ip: string }) => `fattore ${r.ip}`,
  };
  const origine = (richiesta: FastifyRequest): string => origineDi(richiesta, parti.urlPasskey);

  /** The session as it is now, and in the cookie the new one when a sign-in was completed. */
  const rispondi = async (
    richiesta: FastifyRequest,
    risposta: FastifyReply,
    aperta: SessioneAperta | undefined,
  ): Promise<Sessione> => {
    if (aperta) scriviCookie(risposta, 'sessione', aperta.segreto);
    return await leggiSessione(
      db,
      aperta?.credenziale ?? sessioneDi(richiesta).credenziale,
      inattivitaMinuti,
    );
  };
  const inUso = (richiesta: FastifyRequest) => {
    const { ctx, credenziale } = sessioneDi(richiesta);
    return { ctx, sessione: { credenziale, parziale: richiesta.sessioneParziale } };
  };

  app.post(
    '/sessione/codice',
    {
      schema: {
        operationId: 'provaCodice',
        tags,
        summary: 'Secondo fattore: codice dell’app o di recupero',
        description:
          'Completa un accesso col solo primo fattore, e la risposta porta il cookie della sessione intera; in una sessione già intera dimostra di nuovo chi c’è.',
        body: Codice,
        response: { 200: Sessione },
      },
      config: { permesso: 'autenticato', ancheParziale: ['verifica'], rateLimit },
    },
    async (richiesta, risposta) => {
      const { ctx, sessione } = inUso(richiesta);
      const adesso = orologio.adesso();
      const aperta = await provaCodice({ db, vault, adesso }, ctx, sessione, richiesta.body.codice);
      return await rispondi(richiesta, risposta, aperta);
    },
  );

  app.post(
    '/sessione/passkey/opzioni',
    {
      schema: {
        operationId: 'opzioniProvaPasskey',
        tags,
        summary: 'Che cosa chiedere a una passkey di chi ha questa sessione',
        response: { 200: OpzioniWebAuthn },
      },
      config: {
        permesso: 'autenticato',
        ancheParziale: ['verifica'],
        ancheBloccata: true,
        durante: ['password', 'politiche'],
      },
    },
    async (richiesta) => {
      const { ctx, sessione } = inUso(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        opzioniProva(tx, ctx, sessione, origine(richiesta)),
      );
    },
  );

  app.post(
    '/sessione/passkey',
    {
      schema: {
        operationId: 'provaPasskey',
        tags,
        summary: 'Secondo fattore, sblocco o nuova prova con una passkey',
        body: RispostaPasskey,
        response: { 200: Sessione },
      },
      config: {
        permesso: 'autenticato',
        ancheParziale: ['verifica'],
        ancheBloccata: true,
        durante: ['password', 'politiche'],
        rateLimit,
      },
    },
    async (richiesta, risposta) => {
      const { ctx, sessione } = inUso(richiesta);
      const aperta = await provaPasskey(db, ctx, sessione, richiesta.body, origine(richiesta));
      return await rispondi(richiesta, risposta, aperta);
    },
  );

  app.post(
    '/accesso/passkey/opzioni',
    {
      bodyLimit: 16 * 1024,
      schema: {
        operationId: 'opzioniAccessoPasskey',
        tags,
        summary: 'Che cosa chiedere a una passkey per accedere senza password',
        security: [],
        body: Type.Object(
          {
            ente: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 40,
                description: 'Codice IPA dell’ente; superfluo dove ce n’è uno solo',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: OpzioniWebAuthn },
      },
      config: { permesso: 'pubblico', rateLimit },
    },
    async (richiesta) => {
      const ente = await trovaEnte(db, richiesta.body.ente);
      return await opzioniAccesso(db, ente.id, origine(richiesta));
    },
  );

  app.post(
    '/accesso/passkey',
    {
      bodyLimit: 64 * 1024,
      schema: {
        operationId: 'accediConPasskey',
        tags,
        summary: 'Accede con una passkey',
        description: 'La chiave deve aver chiesto PIN o impronta: vale primo e secondo fattore.',
        security: [],
        body: RispostaPasskey,
        response: { 201: Sessione },
      },
      config: { permesso: 'pubblico', rateLimit },
    },
    async (richiesta, risposta) => {
      const aperta = await accediConPasskey(db, richiesta.body, {
        ip: richiesta.ip,
        richiestaId: richiesta.id,
        agente: richiesta.headers['user-agent'],
        precedente: credenzialeSessione(richiesta),
        origine: origine(richiesta),
      });
      void risposta.code(201);
      return await rispondi(richiesta, risposta, aperta);
    },
  );
}
