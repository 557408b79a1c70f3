import type { App } from '#platform/http';
import { Fermata, USCITA } from './fermata.ts';
import { indirizzoPerBrowser } from './indirizzo.ts';

// How long requests under way may take to finish once we have been asked to stop.
const PAZIENZA = 10_000;

/**
 * Starts listening.
 *
 * @returns the address to open, and what stops: no new connections, requests under way get ten seconds to finish
 * @throws Fermata when the port is taken or not ours to use
 */
export async function ascolta(
  app: App,
  rete: { indirizzo: string; porta: number },
): Promise<{ url: string; ferma: () => Promise<void> }> {
  try {
    await app.listen({ host: rete.indirizzo, port: rete.porta });
  } catch (errore) {
    await app.close();
    throw rifiutoDiAscolto(errore, rete) ?? errore;
  }
  const indirizzo = app.server.address();
  const porta = typeof indirizzo === 'object' && indirizzo ? indirizzo.port : rete.porta;
  return { url: indirizzoPerBrowser(rete.indirizzo, porta), ferma: () => chiudi(app) };
}

async function chiudi(app: App): Promise<void> {
  // A connection whose request has just finished is kept for the next one, which will not come: close it as well.
  const oziose = setInterval(() => app.server.closeIdleConnections(), 100);
  const impaziente = setTimeout(() => app.server.closeAllConnections(), PAZIENZA);
  await app.close();
  clearInterval(oziose);
  clearTimeout(impaziente);
}

function rifiutoDiAscolto(errore: unknown, rete: { indirizzo: string; porta: number }): Fermata | null {
  const codice = errore instanceof Error && 'code' in errore ? errore.code : undefined;
  if (codice === 'EADDRINUSE')
    return new Fermata(
      `La porta ${rete.porta} è occupata da un altro programma: fermarlo, o sceglierne un’altra con TABULARIUM_PORT.`,
      USCITA.guasto,
    );
  if (codice === 'EACCES')
    return new Fermata(
      `La porta ${rete.porta} è riservata a root: sceglierne una da 1024 in su con TABULARIUM_PORT.`,
    );
  if (codice === 'EADDRNOTAVAIL' || codice === 'ENOTFOUND')
    return new Fermata(
      `${rete.indirizzo} non è un indirizzo di questa macchina: correggere TABULARIUM_INDIRIZZO.`,
    );
  return null;
}
