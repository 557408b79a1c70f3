import { Rifiuto, type Categoria } from '#platform/http';

/** A refusal of this slice: `conservazione.<codice>`. */
export const rifiuto = (codice: string, categoria: Categoria, dettaglio: string, campo?: string): Rifiuto =>
  new Rifiuto({
    codice: `conservazione.${codice}`,
    categoria,
    dettaglio,
    ...(campo !== undefined && { campo }),
  });

export const senzaConservatore = (): Rifiuto =>
  rifiuto(
    'senza-conservatore',
    'conflitto',
    'Nessun conservatore è configurato: prima si dice a chi si versa e come lo si raggiunge.',
  );
export const pacchettoNonTrovato = (): Rifiuto =>
  rifiuto('pacchetto-non-trovato', 'nonTrovato', 'Il pacchetto non esiste.');
export const giaVersato = (): Rifiuto =>
  rifiuto(
    'gia-versato',
    'conflitto',
    'È già in conservazione, o in cammino, e da allora non è cambiato nulla: non si versa due volte.',
  );
export const nonResponsabile = (): Rifiuto =>
  rifiuto(
    'non-responsabile',
    'nonAmmesso',
    'Solo il responsabile della conservazione in carica decide di un pacchetto (RN-37.3).',
  );
