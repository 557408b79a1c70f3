import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const QUESTA_MACCHINA = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/** The session; the browser from which somebody has signed in already; the browser somebody was sent to a provider from. */
type Cookie = 'sessione' | 'dispositivo' | 'accesso';

// On the plain HTTP of one's own machine a browser would throw a Secure cookie away, and one with the prefix too.
const inChiaro = (richiesta: FastifyRequest): boolean =>
  richiesta.protocol === 'http' && QUESTA_MACCHINA.test(richiesta.hostname);

/** `__Host-` (RFC 6265bis §4.1.3.2): a browser takes it only from this very host, over TLS, for the whole site. */
const nome = (richiesta: FastifyRequest, cookie: Cookie): string =>
  `${inChiaro(richiesta) ? '' : '__Host-'}tabularium_${cookie}`;

export function leggiCookie(richiesta: FastifyRequest, cookie: Cookie): string | undefined {
  return richiesta.cookies[nome(richiesta, cookie)];
}

/**
 * Out of reach of scripts and of other sites; without `dura` it ends with the browser. `Secure` everywhere but on the plain
 * HTTP of one's own machine.
 */
export function scriviCookie(
  risposta: FastifyReply,
  cookie: Cookie,
  valore: string,
  dura?: { giorni: number } | { minuti: number },
): void {
  const { request: richiesta } = risposta;
  void risposta.setCookie(nome(richiesta, cookie), valore, {
    ...opzioni(richiesta, cookie),
    ...(dura && { maxAge: 'giorni' in dura ? dura.giorni * 86_400 : dura.minuti * 60 }),
  });
}

export function togliCookie(risposta: FastifyReply, cookie: Cookie): void {
  void risposta.clearCookie(nome(risposta.request, cookie), opzioni(risposta.request, cookie));
}

const opzioni = (richiesta: FastifyRequest, cookie: Cookie): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  // Who comes back from a provider comes from another site, and must be known again.
  sameSite: cookie === 'accesso' ? 'lax' : 'strict',
  secure: !inChiaro(richiesta),
});
