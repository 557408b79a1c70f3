import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** The register of the fascicoli numbers fascicoli, not documents (RN-42b.2). */
export const registroDiDocumenti: Regola = (_bozza, { fatti: { registro } }) => {
  if (registro.tipo === 'fascicoli')
    throw nonValido(
      'registro-di-fascicoli',
      'registro',
      `Nel registro «${registro.denominazione}» si aprono fascicoli, non si registrano documenti.`,
    );
};
