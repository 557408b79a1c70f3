import type { Regola } from '../bozza.ts';

const POSTA = ['pec', 'email'];

/** Who writes by mail must say where he lives (BES-11): without it one is warned, and registers all the same (AMB-18). */
export const indirizzoDelMittente: Regola = ({ richiesta, mittenti, avvisi }) => {
  if (richiesta.flusso !== 'E' || !POSTA.includes(richiesta.mezzo ?? '')) return;
  for (const m of mittenti)
    if (m.tipo !== 'anonimo' && !m.indirizzo?.trim())
      avvisi.push(`Di ${m.nominativo} manca l’indirizzo completo.`);
};
