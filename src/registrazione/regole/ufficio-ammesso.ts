import type { Regola } from '../bozza.ts';
import { nonAmmesso } from '../registrazione.errors.ts';

/**
 * In a repertorio writes whoever handles its documents, UOP or not, unless the register names its offices (RN-39.2; who
 * they are the manual leaves to the ente). Nobody writes in one that is closed.
 */
export const ufficioAmmesso: Regola = (_bozza, { ctx, fatti: { registro } }) => {
  if (registro.chiuso)
    throw nonAmmesso('repertorio-chiuso', `Il repertorio «${registro.denominazione}» è chiuso.`);
  if (!ctx.unita) throw nonAmmesso('senza-ufficio', 'Registra solo chi opera per un ufficio.');
  if (!registro.ufficioAmmesso)
    throw nonAmmesso(
      'ufficio-non-ammesso',
      `Nel repertorio «${registro.denominazione}» registra solo: ${registro.uffici.join(', ')}.`,
    );
};
