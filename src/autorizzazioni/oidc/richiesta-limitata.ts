import type { CustomFetch } from 'openid-client';
import { indirizzoAmmesso } from './emittente.ts';

/** Bytes of an answer of a provider: keys and claims of a large one are some tens of thousands. */
const MASSIMO = 1024 * 1024;

/**
 * How the library reaches a provider: only where we may go, never where an answer sends us, and no more bytes than an answer can
 * have. How long it may take is the library's own limit, which ends the reading too.
 *
 * @throws TypeError as `fetch` does
 */
export function richiestaLimitata(emittente: string): CustomFetch {
  return async (indirizzo, { body, signal, ...opzioni }) => {
    if (!indirizzoAmmesso(indirizzo, emittente))
      throw new TypeError('an address that is neither of the issuer nor public');
    const risposta = await fetch(indirizzo, {
      ...opzioni,
      redirect: 'manual',
      ...(body !== undefined && { body: body as BodyInit }),
      ...(signal && { signal }),
    });
    return new Response(await leggi(risposta), { status: risposta.status, headers: risposta.headers });
  };
}

async function leggi(risposta: Response): Promise<Buffer<ArrayBuffer> | null> {
  if (!risposta.body) return null;
  const pezzi: Uint8Array[] = [];
  let letti = 0;
  for await (const pezzo of risposta.body) {
    letti += pezzo.byteLength;
    // Leaving the loop cancels the rest.
    if (letti > MASSIMO) throw new TypeError('an answer too long');
    pezzi.push(pezzo);
  }
  return Buffer.concat(pezzi);
}
