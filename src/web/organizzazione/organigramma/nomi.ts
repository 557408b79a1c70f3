import type { PeriodoUnita, Unita } from './tipi.ts';

export const nomiTipo: Record<Unita['tipo'], string> = {
  area: 'Area',
  servizio: 'Servizio',
  ufficio: 'Ufficio',
};

const nomiCampo: Record<string, string> = {
  denominazione: 'nome',
  tipo: 'tipo',
  padre: 'unità che la comprende',
  uop: 'registra (UOP)',
  uu: 'riceve documenti (UU)',
  ufficioProtocollo: 'Ufficio Protocollo',
  ordine: 'posto nell’elenco',
  indirizzo: 'sede',
  email: 'e-mail',
  pec: 'PEC',
  telefono: 'telefono',
  codiceUnivoco: 'codice univoco',
  casellaPec: 'casella PEC',
  attiva: 'chiusura',
};
export const nomeCampo = (campo: string): string => nomiCampo[campo] ?? campo;

/** What a stretch of the history brought, in a few words. */
export function cheCosa({ stato, cambia, dal }: PeriodoUnita): string {
  if (!stato.attiva) return 'Chiusura';
  if (cambia.length > 0) return `Cambia: ${cambia.map(nomeCampo).join(', ')}`;
  return dal === undefined ? 'Com’era all’attivazione' : 'Istituzione';
}

/** What a unit may do, in words. */
export function poteri(u: Pick<Unita, 'uop' | 'uu' | 'ufficioProtocollo'>): string {
  const cose = [
    u.ufficioProtocollo
      ? 'registra, anche in partenza (Ufficio Protocollo)'
      : u.uop && 'registra in arrivo (UOP)',
    u.uu && 'riceve documenti in assegnazione (UU)',
  ].filter(Boolean);
  return cose.length > 0 ? cose.join('; ') : 'né registra né riceve documenti';
}
