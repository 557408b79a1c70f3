import type { Flusso } from '../tipi.ts';

/**
 * «Start a new registration»: asked with a key from any screen, answered by the Registra screen when it is there. Not in
 * the address, or going back would start one again.
 */
let chiesto: Flusso | undefined;
const ascoltatori = new Set<(flusso: Flusso) => void>();

export function iniziaRegistrazione(flusso: Flusso): void {
  if (ascoltatori.size === 0) chiesto = flusso;
  for (const ascoltatore of ascoltatori) ascoltatore(flusso);
}

/** Answers the request that waits, if any, then the next ones. Returns how to stop. */
export function ascoltaRichiami(ascoltatore: (flusso: Flusso) => void): () => void {
  ascoltatori.add(ascoltatore);
  if (chiesto) {
    const flusso = chiesto;
    chiesto = undefined;
    ascoltatore(flusso);
  }
  return () => ascoltatori.delete(ascoltatore);
}
