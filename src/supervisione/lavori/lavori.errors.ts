import { Rifiuto } from '#platform/http';

export const lavoroNonTrovato = (): Rifiuto =>
  new Rifiuto({
    codice: 'lavoro.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: 'Il lavoro non è più in coda: è riuscito, o non c’è mai stato.',
  });
export const lavoroGiaInCoda = (): Rifiuto =>
  new Rifiuto({
    codice: 'lavoro.gia-in-coda',
    categoria: 'conflitto',
    dettaglio: 'Il lavoro si sta già riprovando.',
  });
