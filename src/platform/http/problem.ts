import { type Categoria, type Rifiuto } from './rifiuto.ts';

const stato: Record<Categoria, number> = {
  nonValido: 422,
  nonAutenticato: 401,
  nonAmmesso: 403,
  nonTrovato: 404,
  conflitto: 409,
  troppoGrande: 413,
  troppeRichieste: 429,
  nonDisponibile: 503,
};

const titolo: Record<number, string> = {
  400: 'Richiesta non valida',
  401: 'Accesso richiesto',
  403: 'Operazione non ammessa',
  404: 'Non trovato',
  405: 'Metodo non ammesso',
  406: 'Formato non disponibile',
  409: 'Conflitto',
  413: 'Contenuto troppo grande',
  415: 'Tipo di contenuto non ammesso',
  422: 'Dati non validi',
  429: 'Troppe richieste',
  500: 'Errore interno',
  503: 'Servizio non disponibile',
};

/** `application/problem+json` (RFC 9457) with our stable `codice`, the wrong fields and the request id. */
export type Problema = {
  type: string;
  title: string;
  status: number;
  detail: string;
  codice: string;
  richiesta: string;
  campi?: { campo: string; messaggio: string }[];
  dati?: Record<string, unknown>;
};

export function problema(status: number, codice: string, detail: string, richiesta: string): Problema {
  return {
    type: `urn:tabularium:errore:${codice}`,
    title: titolo[status] ?? 'Errore',
    status,
    detail,
    codice,
    richiesta,
  };
}

/** The one place where a refusal becomes a status. */
export function daRifiuto(rifiuto: Rifiuto, richiesta: string): Problema {
  return {
    ...problema(stato[rifiuto.categoria], rifiuto.codice, rifiuto.dettaglio, richiesta),
    ...(rifiuto.campi.length > 0 && { campi: rifiuto.campi }),
    ...(rifiuto.dati && { dati: rifiuto.dati }),
  };
}
