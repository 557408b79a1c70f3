import { Rifiuto } from '#platform/http';

const rifiuto = (codice: string, categoria: 'nonTrovato' | 'conflitto', dettaglio: string): Rifiuto =>
  new Rifiuto({ codice: `registro-verificabile.${codice}`, categoria, dettaglio });

export const nonTrovato = (codice: string, dettaglio: string): Rifiuto =>
  rifiuto(codice, 'nonTrovato', dettaglio);
export const conflitto = (codice: string, dettaglio: string): Rifiuto =>
  rifiuto(codice, 'conflitto', dettaglio);
