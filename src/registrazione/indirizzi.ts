/** Public page where anybody holding the paper checks it: reached by an unguessable token, for ever. */
export function urlVerifica(urlPubblico: string, codiceIpa: string, token: string): string {
  return `${urlPubblico}/verifica/${codiceIpa}/${token}`;
}

/** Stable addresses of a registration and of what is made from it. */
export function collegamentiIpertestuali(
  registro: string,
  anno: number,
  numero: number,
): { self: { href: string } } & Record<string, { href: string }> {
  const href = `/api/v1/registri/${registro}/registrazioni/${anno}/${numero}`;
  return {
    self: { href },
    storia: { href: `${href}/storia` },
    segnatura: { href: `${href}/segnatura` },
    etichetta: { href: `${href}/etichetta.pdf` },
    etichettaZpl: { href: `${href}/etichetta.zpl` },
    ricevuta: { href: `${href}/ricevuta.pdf` },
  };
}
