import { Rifiuto, type ErroreCampo } from '#platform/http';

export function nonValido(codice: string, campo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `invio.${codice}`, categoria: 'nonValido', campo, dettaglio });
}

export function campiNonValidi(codice: string, campi: ErroreCampo[]): Rifiuto {
  return new Rifiuto({
    codice: `invio.${codice}`,
    categoria: 'nonValido',
    dettaglio: campi.map((c) => c.messaggio).join(' '),
    campi,
  });
}

export function conflitto(codice: string, dettaglio: string, dati?: Record<string, unknown>): Rifiuto {
  return new Rifiuto({ codice: `invio.${codice}`, categoria: 'conflitto', dettaglio, ...(dati && { dati }) });
}

export function troppoGrande(codice: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `invio.${codice}`, categoria: 'troppoGrande', dettaglio });
}

export const invioNonTrovato = (): Rifiuto =>
  new Rifiuto({ codice: 'invio.non-trovato', categoria: 'nonTrovato', dettaglio: 'L’invio non esiste.' });

export const ricevutaNonTrovata = (): Rifiuto =>
  new Rifiuto({
    codice: 'ricevuta.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'La ricevuta non esiste.',
  });
