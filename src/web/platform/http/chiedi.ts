import { ErroreApi, ErroreRete, type ProblemaRicevuto } from './errore.ts';
import { portone } from './portone.ts';

export const BASE = '/api/v1';

/** Told to the window when the server wants something done first: a password, the rules of use. */
export const OBBLIGO = 'tabularium:obbligo';
const OBBLIGHI = ['sessione.password-da-cambiare', 'sessione.politiche-da-confermare'];

export type Ricerca = Record<string, string | number | undefined>;

type Opzioni = {
  corpo?: unknown;
  ricerca?: Ricerca;
  /** `Idempotency-Key`: the same for every try of the same act. */
  chiave?: string;
  segnale?: AbortSignal;
  /** Requests about the session itself do not wait behind the lock. */
  senzaAttesa?: boolean;
};

/** `/api/v1` + path + the non-empty search parameters. */
export function indirizzo(percorso: string, ricerca: Ricerca = {}): string {
  const parametri = new URLSearchParams();
  for (const [nome, valore] of Object.entries(ricerca))
    if (valore !== undefined && valore !== '') parametri.set(nome, String(valore));
  const testo = parametri.toString();
  return `${BASE}${percorso}${testo ? `?${testo}` : ''}`;
}

/**
 * One request to the API; `T` is the shape its schema declares.
 * @throws ErroreApi refused, with the server's words · ErroreRete no answer · ErroreAbbandono signed out meanwhile
 */
export async function chiedi<T>(metodo: string, percorso: string, opzioni: Opzioni = {}): Promise<T> {
  for (;;) {
    const risposta = await manda(metodo, percorso, opzioni);
    if (risposta.ok) return risposta.status === 204 ? (undefined as T) : ((await risposta.json()) as T);
    const errore = await leggiErrore(risposta.status, () => risposta.json());
    if (errore.codice && OBBLIGHI.includes(errore.codice)) window.dispatchEvent(new Event(OBBLIGO));
    if (opzioni.senzaAttesa || !sessionePersa(errore)) throw errore;
    await portone.aspetta();
  }
}

async function manda(metodo: string, percorso: string, opzioni: Opzioni): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  if (opzioni.chiave) headers.set('idempotency-key', opzioni.chiave);
  if (opzioni.corpo !== undefined) headers.set('content-type', 'application/json');
  try {
    return await fetch(indirizzo(percorso, opzioni.ricerca), {
      method: metodo,
      headers,
      ...(opzioni.corpo !== undefined && { body: JSON.stringify(opzioni.corpo) }),
      ...(opzioni.segnale && { signal: opzioni.segnale }),
    });
  } catch (errore) {
    if (errore instanceof DOMException && errore.name === 'AbortError') throw errore;
    throw new ErroreRete();
  }
}

/** The server's refusal as an error, also when a proxy answered in its place with a page of its own. */
export async function leggiErrore(stato: number, leggi: () => Promise<unknown>): Promise<ErroreApi> {
  try {
    return new ErroreApi(stato, (await leggi()) as ProblemaRicevuto);
  } catch {
    // Not JSON: the status is all there is to tell.
    return new ErroreApi(stato, { detail: `Il server ha risposto con un errore (${stato}).` });
  }
}

/** True for the answers that put the lock on; the screens learn it from the door. */
export function sessionePersa(errore: ErroreApi): boolean {
  if (errore.stato !== 401) return false;
  portone.chiudi(errore.codice === 'sessione.bloccata' ? 'bloccata' : 'scaduta');
  return true;
}
