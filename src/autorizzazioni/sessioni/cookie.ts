import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { Rifiuto } from '#platform/http';
import { COOKIE } from '../autentica.ts';
import { contestoDi } from '../guardia.ts';
import type { Contesto } from '../contesto.ts';
import { leggiSegreto, type Credenziale } from '../segreti.ts';

const QUESTA_MACCHINA = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * Out of reach of scripts and of other sites; without a date, so that it ends with the browser. `Secure` everywhere but
 * on the plain HTTP of one's own machine, where a browser would throw it away.
 */
export function opzioniCookie(richiesta: FastifyRequest): CookieSerializeOptions {
  const inChiaro = richiesta.protocol === 'http' && QUESTA_MACCHINA.test(richiesta.hostname);
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: !inChiaro };
}

/** The session a request came with, whether or not it is still good. */
export function credenzialeSessione(richiesta: FastifyRequest): Credenziale | undefined {
  return leggiSegreto(richiesta.cookies[COOKIE] ?? '');
}

/**
 * Who asks and with which session, for what only a person with a session can do.
 *
 * @throws Rifiuto `sessione.solo-persone` to an API key
 */
export function sessioneDi(richiesta: FastifyRequest): { ctx: Contesto; credenziale: Credenziale } {
  const ctx = contestoDi(richiesta);
  const credenziale = credenzialeSessione(richiesta);
  if (ctx.soggetto.tipo !== 'utente' || !credenziale)
    throw new Rifiuto({
      codice: 'sessione.solo-persone',
      categoria: 'nonAmmesso',
      dettaglio: 'Le sessioni sono delle persone: una chiave API non ne ha.',
    });
  return { ctx, credenziale };
}
