import { Rifiuto } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import type { RiferimentoTrovato } from './bozza.ts';

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

/** Refusal of what bears a number already: says which, and where. */
export function giaRegistrato(
  codice: string,
  che: string,
  altra: RiferimentoTrovato,
  regola?: string,
): Rifiuto {
  const numero = numeroASetteCifre(altra.numero);
  const dove =
    altra.tipo === 'repertorio' ? ` nel repertorio «${altra.denominazione}» (${altra.registro})` : '';
  const detto = `${che} è già registrato${dove} con il numero ${numero} del ${altra.anno}.`;
  return conflitto(codice, regola ? `${detto} ${regola}` : detto, {
    registro: altra.registro,
    anno: altra.anno,
    numero,
  });
}

export function nonTrovata(registro: string, anno: number, numero: number): Rifiuto {
  return new Rifiuto({
    codice: 'registrazione.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: `Nel registro ${registro} non c’è la registrazione ${numero} del ${anno}, o non è visibile al profilo.`,
  });
}
