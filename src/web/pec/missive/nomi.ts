import type { Missiva, Valutazione } from '../tipi.ts';

export const perche: Record<Missiva['perche'], string> = {
  'casella-ordinaria': 'è arrivato alla casella di posta ordinaria di un ufficio',
  'posta-ordinaria': 'è arrivato alla PEC da un indirizzo di posta ordinaria',
  'busta-non-valida': 'la busta della PEC non è conforme',
};

export const esiti: Record<Valutazione['esito'], string> = {
  valida: 'Si tiene per valida',
  'da-regolarizzare': 'Va sottoscritta o regolarizzata',
  'non-valida': 'Non ha valore',
};
