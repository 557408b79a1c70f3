import type { DaScrivere } from '#assegnazioni';
import { completaImpostazioni } from '#organizzazione';
import type { Pronta } from './prepara.ts';

/**
 * Who a registration goes to from its birth: the offices named, or the UU competente alone (RN-55.1g). The same instant, so that digital
 * documents enter the office on the date of assignment (RN-34.4).
 */
export function assegnazioniRegistrate({ id, circostanze }: Pronta, istante: Date): DaScrivere[] {
  const { ctx, fatti, assegnazioni } = circostanze;
  const comuni = {
    ctx,
    registrazione: id,
    istante,
    smista: completaImpostazioni(fatti.impostazioni).smistamento.subito,
  };
  const nominate = assegnazioni.map((a) => ({
    ...comuni,
    unita: a.unitaId,
    utente: a.persona ?? null,
    titolo: a.titolo,
    nota: a.nota ?? null,
    scadenza: a.scadenza ?? null,
  }));
  if (!fatti.unita || nominate.some((a) => a.titolo === 'competenza')) return nominate;
  const competente = {
    unita: fatti.unita.id,
    utente: null,
    titolo: 'competenza' as const,
    nota: null,
    scadenza: null,
  };
  return [{ ...comuni, ...competente }, ...nominate];
}
