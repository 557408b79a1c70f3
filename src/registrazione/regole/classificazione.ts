import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

const motivi: Record<string, { codice: string; perche: string }> = {
  chiusa: { codice: 'voce-chiusa', perche: 'è chiusa: non si usa più per classificare' },
  'con-partizioni': {
    codice: 'voce-con-partizioni',
    perche: 'ha delle partizioni: si classifica in una di quelle',
  },
};

/**
 * The number can be given without a class (AMB-10), but a class that is given is one of the titolario in use that day (RN-8.1,
 * RN-55.1a, RN-86.1), open (RN-42.7-3) and of the last level (RN-42.8-3).
 */
export const classificazioneEsistente: Regola = ({ richiesta, avvisi }, { fatti }) => {
  if (richiesta.classificazione && !fatti.voce) {
    const motivo = motivi[fatti.voceNonUsabile ?? ''];
    if (motivo)
      throw nonValido(
        motivo.codice,
        'classificazione',
        `La voce «${richiesta.classificazione}» ${motivo.perche}.`,
      );
    throw nonValido(
      'classificazione-sconosciuta',
      'classificazione',
      fatti.voceNonUsabile === 'nessun-titolario'
        ? 'Oggi nessun titolario è in uso: non si può classificare.'
        : `La voce «${richiesta.classificazione}» non è nel titolario in uso.`,
    );
  }
  if (!richiesta.classificazione && fatti.registro.classificazione && !fatti.voce)
    avvisi.push(
      `La voce «${fatti.registro.classificazione}», proposta dal repertorio, non è nel titolario in uso: classificare.`,
    );
};
