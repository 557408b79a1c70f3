import { isIP } from 'node:net';

const QUESTA_MACCHINA = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * The address of an issuer (OpenID Connect Discovery 1.0 §3): TLS, or in clear on this very machine. Who pastes the address of
 * the discovery document means its issuer.
 *
 * @returns undefined for anything else
 */
export function leggiEmittente(testo: string): string | undefined {
  const senzaDocumento = testo.trim().replace(/\/\.well-known\/.*$/s, '');
  const url = URL.parse(senzaDocumento);
  if (!url || url.search || url.hash || url.username || url.password || /[?#]/.test(senzaDocumento))
    return undefined;
  if (url.protocol === 'https:' || (url.protocol === 'http:' && QUESTA_MACCHINA.test(url.hostname)))
    // The host as a browser writes it, the rest as it was given: an issuer is compared letter by letter.
    return url.pathname === '/' && !senzaDocumento.endsWith('/') ? url.origin : url.href;
  return undefined;
}

/**
 * Whether we may go to an address that the provider says is one of its own. Its own origin, which the administrator chose; or
 * another one by a public name over TLS, where nothing answers that has no certificate for that name: neither this machine nor
 * one beside it (server-side request forgery).
 */
export function indirizzoAmmesso(indirizzo: string, emittente: string): boolean {
  const url = URL.parse(indirizzo);
  if (!url) return false;
  if (url.origin === new URL(emittente).origin) return true;
  return (
    url.protocol === 'https:' &&
    url.hostname.includes('.') &&
    isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0
  );
}
