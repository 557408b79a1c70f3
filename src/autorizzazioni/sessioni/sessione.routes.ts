import { Type } from 'typebox';
import { inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { leggiCookie, scriviCookie, togliCookie } from '../cookie.ts';
import type { Credenziale } from '../segreti.ts';
import { accedi } from './accedi.ts';
import { credenzialeSessione, sessioneDi } from './cookie.ts';
import { blocca } from './blocca.ts';
import { GIORNI_DISPOSITIVO } from './dispositivo.ts';
import { esci } from './esci.ts';
import { leggiSessione } from './leggi-sessione.ts';
import { sblocca } from './sblocca.ts';
import { scegliSostituzione } from './scegli-sostituzione.ts';
import { scegliIncarico } from './scegli-incarico.ts';
import { RichiestaAccesso, RichiestaSblocco, SceltaIncarico, Sessione } from './sessione.schema.ts';

const tags = ['Sessione'];
/** Whatever must be done first, one may ask who one is, lock and leave. */
const SEMPRE = ['password', 'politiche'] as const;

const Vuota = Type.Null({ description: 'Fatto' });

/** Sign-in, lock, unlock, sign-out, and the choice of the office one acts for. */
export function rotteSessione(
  app: App,
  parti: {
    db: Db;
    inattivitaMinuti: number;
    /** Sign-ins accepted in a minute from one address: many offices have one address for everybody. */
    accessiAlMinuto?: number;
  },
): void {
  const { db, inattivitaMinuti } = parti;
  const max = parti.accessiAlMinuto ?? 60;

  const leggi = (credenziale: Credenziale): Promise<Sessione> =>
    leggiSessione(db, credenziale, inattivitaMinuti);

  app.post(
    '/sessione',
    {
      // The one body that nobody has to sign in for.
      bodyLimit: 16 * 1024,
      schema: {
        operationId: 'accedi',
        tags,
        summary: 'Accede con nome utente e password',
        description: 'La risposta porta il cookie della sessione, che dura dodici ore.',
        security: [],
        body: RichiestaAccesso,
        response: { 201: Sessione },
      },
      config: {
        permesso: 'pubblico',
        rateLimit: { max, timeWindow: '1 minute', keyGenerator: (r: { ip: string }) => `accesso ${r.ip}` },
      },
    },
    async (richiesta, risposta) => {
      const { segreto, credenziale, dispositivo } = await accedi(db, richiesta.body, {
        ip: richiesta.ip,
        agente: richiesta.headers['user-agent'],
        dispositivo: leggiCookie(richiesta, 'dispositivo'),
        richiestaId: richiesta.id,
        precedente: credenzialeSessione(richiesta),
      });
      scriviCookie(risposta, 'sessione', segreto);
      scriviCookie(risposta, 'dispositivo', dispositivo, { giorni: GIORNI_DISPOSITIVO });
      void risposta.code(201);
      return await leggi(credenziale);
    },
  );

  app.get(
    '/sessione',
    {
      schema: {
        operationId: 'leggiSessione',
        tags,
        summary: 'Chi sono, per quale ufficio e che cosa posso fare',
        response: { 200: Sessione },
      },
      config: {
        permesso: 'autenticato',
        ancheBloccata: true,
        ancheParziale: ['verifica', 'attivazione'],
        durante: SEMPRE,
      },
    },
    async (richiesta) => await leggi(sessioneDi(richiesta).credenziale),
  );

  app.delete(
    '/sessione',
    {
      schema: { operationId: 'esci', tags, summary: 'Chiude la sessione', response: { 204: Vuota } },
      config: {
        permesso: 'autenticato',
        ancheBloccata: true,
        ancheParziale: ['verifica', 'attivazione'],
        durante: SEMPRE,
      },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => esci(tx, ctx, credenziale));
      togliCookie(risposta, 'sessione');
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/sessione/blocco',
    {
      schema: {
        operationId: 'bloccaSessione',
        tags,
        summary: 'Blocca la sessione fino a nuova password',
        response: { 204: Vuota },
      },
      config: { permesso: 'autenticato', ancheBloccata: true, durante: SEMPRE },
    },
    async (richiesta, risposta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => blocca(tx, ctx, credenziale));
      return risposta.code(204).send(null);
    },
  );

  app.post(
    '/sessione/sblocco',
    {
      schema: {
        operationId: 'sbloccaSessione',
        tags,
        summary: 'Sblocca la sessione con la password',
        body: RichiestaSblocco,
        response: { 200: Sessione },
      },
      config: {
        permesso: 'autenticato',
        ancheBloccata: true,
        durante: SEMPRE,
        rateLimit: { max, timeWindow: '1 minute', keyGenerator: (r: { ip: string }) => `sblocco ${r.ip}` },
      },
    },
    async (richiesta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      await sblocca(db, ctx, credenziale, richiesta.body.password);
      return await leggi(credenziale);
    },
  );

  app.put(
    '/sessione/incarico',
    {
      schema: {
        operationId: 'scegliIncarico',
        tags,
        summary: 'Sceglie l’ufficio per cui agire, o chi sostituire',
        body: SceltaIncarico,
        response: { 200: Sessione },
      },
      config: { permesso: 'autenticato' },
    },
    async (richiesta) => {
      const { ctx, credenziale } = sessioneDi(richiesta);
      const scelta = richiesta.body;
      await inTransazione(db, ctx.ente.id, (tx) =>
        'sostituzione' in scelta
          ? scegliSostituzione(tx, ctx, credenziale, scelta.sostituzione)
          : scegliIncarico(tx, ctx, credenziale, scelta.incarico),
      );
      return await leggi(credenziale);
    },
  );
}
