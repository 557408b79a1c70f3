import { Rifiuto, type Categoria } from '#platform/http';

export const rifiuto = (codice: string, categoria: Categoria, dettaglio: string, campo?: string): Rifiuto =>
  new Rifiuto({
    codice: `registro-giornaliero.${codice}`,
    categoria,
    dettaglio,
    ...(campo !== undefined && { campo }),
  });

export const nonTrovato = (giorno: string): Rifiuto =>
  rifiuto(
    'non-trovato',
    'nonTrovato',
    `Del ${giorno.split('-').reverse().join('/')} non c’è un registro giornaliero.`,
  );
