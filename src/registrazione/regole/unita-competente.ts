import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** Documents are addressed to an Ufficio Utente, not to any unit (RN-2.1i). */
export const unitaCompetente: Regola = ({ richiesta }, { fatti }) => {
  if (!richiesta.unitaCompetente) return;
  if (!fatti.unita)
    throw nonValido(
      'unita-sconosciuta',
      'unitaCompetente',
      `L’unità «${richiesta.unitaCompetente}» non esiste.`,
    );
  if (!fatti.unita.uu)
    throw nonValido(
      'unita-non-uu',
      'unitaCompetente',
      `«${fatti.unita.denominazione}» non è un ufficio utente (UU): non può ricevere documenti.`,
    );
};
