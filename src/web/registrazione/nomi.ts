import type { CampoRettificabile, Flusso, Provvedimento, TipoCollegamento } from './tipi.ts';

export const nomeFlusso: Record<Flusso, string> = { E: 'Arrivo', U: 'Partenza', I: 'Interno' };

export const nomeCampoRettificabile: Record<CampoRettificabile, string> = {
  oggetto: 'Oggetto',
  mittenti: 'Mittenti',
  destinatari: 'Destinatari',
  perConoscenza: 'Per conoscenza',
  protocolloMittente: 'Protocollo del mittente',
  dataArrivo: 'Data di arrivo',
};

const altriCampi: Record<string, string> = {
  ...nomeCampoRettificabile,
  mezzo: 'Mezzo',
  numeroRaccomandata: 'Numero della raccomandata',
  luogo: 'Luogo',
  classificazione: 'Classificazione',
  unitaCompetente: 'Ufficio competente',
  rpa: 'Responsabile del procedimento',
  note: 'Note',
  dataDocumento: 'Data del documento',
  originali: 'Originali cartacei',
  riservatezza: 'Riservatezza',
  datiParticolari: 'Dati particolari',
  datiGiudiziari: 'Dati giudiziari',
  garaFinoA: 'Apertura delle offerte',
  stato: 'Stato',
};

/** Name of a datum as the screens call it. */
export function nomeCampo(campo: string): string {
  return altriCampi[campo] ?? campo;
}

export const nomeCollegamento: Record<TipoCollegamento, string> = {
  risposta: 'Risposta a',
  segue: 'Fa seguito a',
  integrazione: 'Integra',
  sostituzione: 'Sostituisce',
  duplicato: 'Duplicato di',
  annulla: 'Annulla e sostituisce',
  'invio-multiplo': 'Stesso invio di',
  'copia-di-cartaceo': 'Copia del cartaceo',
  'registrazione-particolare': 'Stesso documento di',
  altro: 'Collegata a',
};

/** The same link read from its other end. */
export const nomeCollegamentoInverso: Record<TipoCollegamento, string> = {
  risposta: 'Ha risposta in',
  segue: 'Ha seguito in',
  integrazione: 'Integrata da',
  sostituzione: 'Sostituita da',
  duplicato: 'Ha un duplicato in',
  annulla: 'Sostituita da',
  'invio-multiplo': 'Stesso invio di',
  'copia-di-cartaceo': 'Ha copia digitale in',
  'registrazione-particolare': 'Stesso documento di',
  altro: 'Collegata a',
};

export const nomeStatoProvvedimento: Record<Provvedimento['stato'], string> = {
  'in-attesa': 'In attesa',
  autorizzata: 'Autorizzata',
  respinta: 'Respinta',
  ritirata: 'Ritirata',
};
