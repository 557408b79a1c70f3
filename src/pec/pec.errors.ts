import { Rifiuto } from '#platform/http';

export function nonValido(codice: string, campo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `pec.${codice}`, categoria: 'nonValido', campo, dettaglio });
}

export function nonAmmesso(codice: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `pec.${codice}`, categoria: 'nonAmmesso', dettaglio });
}

export function conflitto(codice: string, dettaglio: string, dati?: Record<string, unknown>): Rifiuto {
  return new Rifiuto({ codice: `pec.${codice}`, categoria: 'conflitto', dettaglio, ...(dati && { dati }) });
}

export const messaggioNonTrovato = (): Rifiuto =>
  new Rifiuto({
    codice: 'pec.messaggio-non-trovato',
    categoria: 'nonTrovato',
    dettaglio: 'Il messaggio non c’è.',
  });

export const casellaNonTrovata = (): Rifiuto =>
  new Rifiuto({
    codice: 'pec.casella-non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'La casella non c’è.',
  });
