import { Rifiuto } from '#platform/http';

export function serieNonTrovata(): Rifiuto {
  return new Rifiuto({
    codice: 'serie.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'La serie non esiste.',
  });
}

export function nonValida(codice: string, campo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `serie.${codice}`, categoria: 'nonValido', campo, dettaglio });
}

export function inConflitto(codice: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `serie.${codice}`, categoria: 'conflitto', dettaglio });
}
