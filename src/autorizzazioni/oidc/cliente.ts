import type { ClientAuth, Configuration, ServerMetadata } from 'openid-client';
import { richiestaLimitata } from './richiesta-limitata.ts';

/** Seconds a provider has to answer. */
const ATTESA_SECONDI = 10;
/** Seconds by which its clock may differ from ours. */
export const SCARTO_OROLOGIO_SECONDI = 60;

/**
 * What a provider says of itself now, and the means to talk to it. Asked each time: one that is away is known before anybody is
 * sent there, and new keys are at hand.
 *
 * @param credenziali.segreto without it one can be sent there, and no code be exchanged
 * @throws Error of the library, or of the network
 */
export async function apriCliente(
  emittente: string,
  credenziali: { clientId: string; segreto?: string },
): Promise<Configuration> {
  const oidc = await import('openid-client');
  const { segreto } = credenziali;
  const autenticazione: ClientAuth = (as, ...resto) => {
    const modo = conPost(as) ? oidc.ClientSecretPost : oidc.ClientSecretBasic;
    modo(segreto)(as, ...resto);
  };
  const inChiaro = emittente.startsWith('http:');
  const cliente = await oidc.discovery(
    new URL(emittente),
    credenziali.clientId,
    { [oidc.clockTolerance]: SCARTO_OROLOGIO_SECONDI },
    segreto === undefined ? oidc.None() : autenticazione,
    {
      [oidc.customFetch]: richiestaLimitata(emittente),
      timeout: ATTESA_SECONDI,
      // The signature is verified although the token came from the provider itself: TLS may end before us.
      execute: [oidc.enableNonRepudiationChecks, ...(inChiaro ? [oidc.allowInsecureRequests] : [])],
    },
  );
  // The library lets some addresses that are of many organisations together declare another issuer.
  if (new URL(cliente.serverMetadata().issuer).href !== new URL(emittente).href)
    throw new Error('the issuer declares itself to be another one');
  return cliente;
}

/** The way to send the secret that has to be there (RFC 6749 §2.3.1), unless the provider takes only the other. */
export function conPost(as: ServerMetadata): boolean {
  const modi = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return !modi.includes('client_secret_basic') && modi.includes('client_secret_post');
}
