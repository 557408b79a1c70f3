import type { Riservatezza } from '../../../registrazione/registrazione.schema.ts';

export type { Riservatezza };

/** From the widest to the narrowest (RN-A.10). */
export const livelli: readonly Riservatezza[] = ['pubblico', 'ordinario', 'limitato', 'riservato'];

export const nomeLivello: Record<Riservatezza, string> = {
  pubblico: 'Pubblico',
  ordinario: 'Ordinario',
  limitato: 'Limitato',
  riservato: 'Riservato',
};

/** Who may know of it, in the words of whoever chooses. */
export const chiLoVede: Record<Riservatezza, string> = {
  pubblico: 'Lo vede tutto il personale.',
  ordinario: 'Lo vedono gli uffici interessati e chi vede l’intero registro.',
  limitato: 'Lo vedono solo gli uffici interessati.',
  riservato:
    'Lo vedono solo i responsabili degli uffici interessati e le persone a cui è assegnato, dicendo ogni volta perché.',
};
