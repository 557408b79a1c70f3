import type { Regola } from '../bozza.ts';

/** Declared against received: a difference is recorded and said, and stops nothing (RN-69.1). */
export const allegatiDichiarati: Regola = (bozza) => {
  const { allegatiDichiarati: dichiarati } = bozza.richiesta;
  const pervenuti = (bozza.richiesta.allegati ?? []).length;
  if (dichiarati === undefined || dichiarati === pervenuti) return;
  bozza.avvisi.push(`Allegati dichiarati ${dichiarati}, pervenuti ${pervenuti}.`);
};
