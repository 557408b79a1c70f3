import type { Candidati, Fascicolo, FascicoloBreve, Riservatezza, TipoFascicolo } from './tipi.ts';

export const nomeTipo: Record<TipoFascicolo, string> = {
  affare: 'Affare',
  attivita: 'Attività',
  'persona-fisica': 'Persona fisica',
  'persona-giuridica': 'Persona giuridica',
  procedimento: 'Procedimento',
};

export const nomeRiservatezza: Record<Riservatezza, string> = {
  nessuno: 'Nessuno',
  riservato: 'Riservato',
  'altamente-riservato': 'Altamente riservato',
};

/** `livello` 1, 2, 3, as the office calls them. */
export function nomeLivello(livello: number): string {
  return livello === 1 ? 'Fascicolo' : livello === 2 ? 'Sottofascicolo' : 'Inserto';
}

export const nomePerche: Record<Candidati['items'][number]['perche'][number], string> = {
  mittente: 'stesso corrispondente',
  oggetto: 'oggetto simile',
  classificazione: 'stessa classe',
};

/** `1207/2026`: the number says which, the year beside it when. */
export function numeroEAnno({ numero, anno }: Pick<FascicoloBreve, 'numero' | 'anno'>): string {
  return `${numero}/${anno}`;
}

/** Offices that may open it, in words: «tutti» is said, as it is on the copertina. */
export function nomiUffici(uffici: Fascicolo['uffici']): string {
  return uffici === 'tutti' ? 'Tutti' : uffici.map((u) => u.denominazione).join(', ');
}

export const nomeFase: Record<string, string> = {
  preparatoria: 'Preparatoria',
  istruttoria: 'Istruttoria',
  consultiva: 'Consultiva',
  decisoria: 'Decisoria o deliberativa',
  'integrazione-efficacia': 'Integrazione dell’efficacia',
};

const nomiCampi: Record<string, string> = {
  denominazione: 'Denominazione',
  oggetto: 'Oggetto',
  riservatezza: 'Livello di riservatezza',
  uffici: 'Uffici che vi possono accedere',
  rpa: 'Responsabile del procedimento',
  luogo: 'Collocazione',
  note: 'Note',
  intestatario: 'Intestatario',
  amministrazioniPartecipanti: 'Amministrazioni partecipanti',
  procedimento: 'Procedimento',
  dati: 'Altri dati',
  stato: 'Stato',
  dataChiusura: 'Data di chiusura',
};

/** Name of a datum as the screens call it. */
export function nomeCampo(campo: string): string {
  return nomiCampi[campo] ?? campo;
}
