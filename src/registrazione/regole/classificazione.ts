import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** The number can be given without a class (AMB-10), but a class that is given is one of the titolario in use (RN-55.1a). */
export const classificazioneEsistente: Regola = ({ richiesta, avvisi }, { fatti }) => {
  if (richiesta.classificazione && !fatti.voce) {
    throw nonValido(
      'classificazione-sconosciuta',
      'classificazione',
      `La voce «${richiesta.classificazione}» non è nel titolario in uso.`,
    );
  }
  if (!richiesta.classificazione && fatti.registro.classificazione && !fatti.voce)
    avvisi.push(
      `La voce «${fatti.registro.classificazione}», proposta dal repertorio, non è nel titolario in uso: classificare.`,
    );
};
