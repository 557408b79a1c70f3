import { Rifiuto } from '#platform/http';

export function nonValido(codice: string, campo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `coda.${codice}`, categoria: 'nonValido', campo, dettaglio });
}

export function nonAmmesso(codice: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `coda.${codice}`, categoria: 'nonAmmesso', dettaglio });
}

export function conflitto(codice: string, dettaglio: string, dati?: Record<string, unknown>): Rifiuto {
  return new Rifiuto({ codice: `coda.${codice}`, categoria: 'conflitto', dettaglio, ...(dati && { dati }) });
}

export const nonTrovata = (): Rifiuto =>
  new Rifiuto({ codice: 'coda.non-trovata', categoria: 'nonTrovato', dettaglio: 'Nella coda non c’è.' });
