import { Rifiuto } from '#platform/http';

/** Refusal about one field of the request. */
export function nonValido(
  codice: string,
  campo: string,
  dettaglio: string,
  dati?: Record<string, unknown>,
): Rifiuto {
  return new Rifiuto({
    codice: `registrazione.${codice}`,
    categoria: 'nonValido',
    campo,
    dettaglio,
    ...(dati && { dati }),
  });
}

export function nonAmmesso(codice: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `registrazione.${codice}`, categoria: 'nonAmmesso', dettaglio });
}

export function conflitto(codice: string, dettaglio: string, dati?: Record<string, unknown>): Rifiuto {
  return new Rifiuto({
    codice: `registrazione.${codice}`,
    categoria: 'conflitto',
    dettaglio,
    ...(dati && { dati }),
  });
}

export function nonTrovata(registro: string, anno: number, numero: number): Rifiuto {
  return new Rifiuto({
    codice: 'registrazione.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: `Nel registro ${registro} non c’è la registrazione ${numero} del ${anno}, o non è visibile al profilo.`,
  });
}
