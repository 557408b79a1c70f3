import { Rifiuto } from '#platform/http';

export function nomeUsato(nome: string): Rifiuto {
  return new Rifiuto({
    codice: 'modello.nome-usato',
    categoria: 'conflitto',
    dettaglio: `C’è già un modello che si chiama «${nome}».`,
    campo: 'nome',
  });
}

export function modelloNonTrovato(): Rifiuto {
  return new Rifiuto({
    codice: 'modello.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: 'Il modello non esiste, o è stato eliminato.',
  });
}
