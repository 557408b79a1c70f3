import { Rifiuto } from '#platform/http';

export function nonTrovato(codice: string): Rifiuto {
  return new Rifiuto({
    codice: 'repertorio.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: `Il repertorio «${codice}» non esiste.`,
  });
}

export function nonValido(codice: string, campo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `repertorio.${codice}`, categoria: 'nonValido', campo, dettaglio });
}

export function superato(cosa: string, versione: number): Rifiuto {
  return new Rifiuto({
    codice: 'repertorio.modificato-nel-frattempo',
    categoria: 'conflitto',
    dettaglio: `Qualcun altro ha modificato ${cosa}: ricaricare per vedere che cosa è cambiato.`,
    dati: { versione },
  });
}

export const delSistema = (): Rifiuto =>
  new Rifiuto({
    codice: 'repertorio.del-sistema',
    categoria: 'conflitto',
    dettaglio:
      'Il repertorio dei registri giornalieri lo tiene il sistema: non si chiude e non ne ha uno suo.',
  });
