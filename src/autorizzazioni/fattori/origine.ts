import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Rifiuto } from '#platform/http';

/** Where the pages are, as the browser sees them: `https://protocollo.comune.it`. */
export type Origine = string;

/**
 * The address of the pages: the one of the settings, or failing that the one the request came to. Behind it stand the return
 * from a provider and what a passkey is good for.
 */
export function origineDi(richiesta: FastifyRequest, urlPubblico: string | undefined): Origine {
  return urlPubblico ?? `${richiesta.protocol}://${richiesta.host}`;
}

/**
 * The name passkeys are bound to (WebAuthn §5.1.2): the host of the address.
 *
 * @throws Rifiuto `passkey.indirizzo` where it is a bare IP address, which no browser takes
 */
export function nomePerPasskey(origine: Origine): string {
  const { hostname } = new URL(origine);
  if (isIP(hostname.replace(/^\[|\]$/g, '')))
    throw new Rifiuto({
      codice: 'passkey.indirizzo',
      categoria: 'nonAmmesso',
      dettaglio: 'Le passkey occorre usarle dall’indirizzo con il nome del sito, non da un indirizzo IP.',
    });
  return hostname;
}
