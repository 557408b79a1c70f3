import type { FastifyRequest } from 'fastify';
import { Rifiuto } from '#platform/http';
import { leggiCookie } from '../cookie.ts';
import { contestoDi } from '../guardia.ts';
import type { Contesto } from '../contesto.ts';
import { leggiSegreto, type Credenziale } from '../segreti.ts';

/** The session a request came with, whether or not it is still good. */
export function credenzialeSessione(richiesta: FastifyRequest): Credenziale | undefined {
  return leggiSegreto(leggiCookie(richiesta, 'sessione') ?? '');
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
