import type { Regola } from '../bozza.ts';
import { mezzi } from '../mezzi.ts';
import { nonValido } from '../registrazione.errors.ts';

/** The means is one of the list, and one that this flusso can have (RN-55.1c, RN-13.2). */
export const mezzoPrevisto: Regola = ({ richiesta }) => {
  if (richiesta.mezzo === undefined) return;
  const mezzo = mezzi.find((m) => m.codice === richiesta.mezzo);
  if (!mezzo?.flussi.includes(richiesta.flusso)) {
    throw nonValido(
      'mezzo-non-previsto',
      'mezzo',
      `Il mezzo «${richiesta.mezzo}» non è fra quelli previsti per questo flusso.`,
    );
  }
};
