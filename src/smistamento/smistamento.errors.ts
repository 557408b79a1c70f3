import { Rifiuto } from '#platform/http';

export const regolaNonTrovata = (): Rifiuto =>
  new Rifiuto({
    codice: 'smistamento.regola-non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'La regola di smistamento non esiste.',
  });

/** One datum of a rule that cannot stay so. */
export const nonValida = (motivo: string, campo: string, dettaglio: string): Rifiuto =>
  new Rifiuto({ codice: `smistamento.${motivo}`, categoria: 'nonValido', campo, dettaglio });
