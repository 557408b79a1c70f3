import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

export const DOCUMENTO_NON_SOTTOSCRITTO = 'DOCUMENTO NON SOTTOSCRITTO';

/** A sender is written but nobody signed: registered with the wording, sender kept (RN-66.2). */
export const documentoNonSottoscritto: Regola = (bozza) => {
  if (!bozza.richiesta.nonSottoscritto) return;
  if (bozza.richiesta.anonimo)
    throw nonValido(
      'non-sottoscritto-anonimo',
      'nonSottoscritto',
      'Il documento è già indicato come anonimo.',
    );
  bozza.diciture.push(DOCUMENTO_NON_SOTTOSCRITTO);
};
