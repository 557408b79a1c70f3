import type { EsitoInvio, MotivoRichiesta, StatoMessaggio, TipoMessaggio } from './tipi.ts';

/** How much a state asks to be looked at: the word says it, the colour repeats it. */
export type Tono = 'success' | 'warning' | 'danger' | 'secondary' | 'primary';
type Nome = { nome: string; tono: Tono };

export const statiMessaggio: Record<StatoMessaggio, Nome> = {
  conservato: { nome: 'In lettura', tono: 'secondary' },
  quarantena: { nome: 'In quarantena', tono: 'danger' },
  'da-esaminare': { nome: 'Da esaminare', tono: 'primary' },
  accantonato: { nome: 'Accantonato', tono: 'secondary' },
  trasmesso: { nome: 'Trasmesso al protocollo', tono: 'primary' },
  ricevuta: { nome: 'Ricevuta', tono: 'secondary' },
  servizio: { nome: 'Del gestore', tono: 'secondary' },
  registrato: { nome: 'Registrato', tono: 'success' },
  allegato: { nome: 'Allegato', tono: 'success' },
  'non-registrato': { nome: 'Non registrato', tono: 'secondary' },
  restituito: { nome: 'Restituito', tono: 'secondary' },
  'non-presentato': { nome: 'Non presentato', tono: 'warning' },
};

export const tipiMessaggio: Record<TipoMessaggio, string> = {
  'posta-certificata': 'PEC',
  accettazione: 'Accettazione',
  'non-accettazione': 'Non accettazione',
  'presa-in-carico': 'Presa in carico',
  'avvenuta-consegna': 'Consegna',
  'errore-consegna': 'Mancata consegna',
  'preavviso-errore-consegna': 'Preavviso di mancata consegna',
  'rilevazione-virus': 'Virus rilevato',
  anomalia: 'Posta ordinaria',
  'posta-ordinaria': 'Posta ordinaria',
  illeggibile: 'Illeggibile',
};

/** What address the sender's is (BES-8). */
export const tipiMittente = {
  pec: 'indirizzo PEC',
  'cec-pac': 'indirizzo CEC-PAC',
  ordinario: 'indirizzo di posta ordinaria',
} as const;

export const valoriLegali = {
  'raccomandata-ar': 'Raccomandata A/R',
  'missiva-non-sottoscritta': 'Missiva non sottoscritta, da valutare dal responsabile (art. 17)',
} as const;

export const firme: Record<string, { nome: string; buona: boolean }> = {
  valida: { nome: 'Firma del gestore valida', buona: true },
  'non-valida': { nome: 'Firma del gestore NON valida', buona: false },
  assente: { nome: 'Senza firma del gestore', buona: false },
  'non-riconosciuta': { nome: 'Firma di un gestore non riconosciuto', buona: false },
};

export const eventiMessaggio: Record<string, string> = {
  conservato: 'Arrivato e conservato',
  letto: 'Letto',
  'in-quarantena': 'Messo in quarantena',
  accantonato: 'Accantonato',
  'da-esaminare': 'Riportato fra quelli da esaminare',
  verificato: 'Verificato',
  registrato: 'Registrato',
  allegato: 'Allegato a una registrazione',
  'non-registrato': 'Deciso di non registrarlo',
  restituito: 'Restituito al mittente',
  'non-presentato': 'Rifiutato come non presentato',
  valutato: 'Valutato dal responsabile',
  trasmesso: 'Trasmesso al protocollo',
  conferma: 'Confermata la ricezione al mittente',
  'copia-tolta': 'Copia sul server tolta',
  risposta: 'Risposta automatica',
  segnato: 'Annotato da chi lo esamina',
  richiesta: 'Chiesto al mittente',
  risponde: 'Risponde a una richiesta',
  'rifiuto-comunicato': 'Rifiuto comunicato al mittente',
};

export const esitiInvio: Record<EsitoInvio | 'non-accettato' | 'esterno', Nome> = {
  'in-coda': { nome: 'In coda', tono: 'secondary' },
  'in-partenza': { nome: 'In partenza', tono: 'secondary' },
  inviato: { nome: 'Inviato', tono: 'primary' },
  accettato: { nome: 'Accettato', tono: 'primary' },
  consegnato: { nome: 'Consegnato', tono: 'success' },
  preavviso: { nome: 'In ritardo', tono: 'warning' },
  'mancata-consegna': { nome: 'Mancata consegna', tono: 'danger' },
  'non-accettato': { nome: 'Non accettato', tono: 'danger' },
  'esito-incerto': { nome: 'Esito incerto', tono: 'warning' },
  fallito: { nome: 'Non partito', tono: 'danger' },
  annullato: { nome: 'Annullato', tono: 'secondary' },
  esterno: { nome: 'Accettato (non PEC)', tono: 'primary' },
};

export const eventiInvio: Record<string, string> = {
  chiesto: 'Chiesto',
  composto: 'Composto',
  'in-partenza': 'In partenza',
  inviato: 'Consegnato al server',
  'rinviato-a': 'Si riprova più tardi',
  fallito: 'Non è partito',
  'esito-incerto': 'Esito incerto',
  deciso: 'Deciso',
  annullato: 'Annullato',
  ricevuta: 'Ricevuta',
  destinatario: 'Stato del destinatario',
  'senza-ricevuta': 'Nessuna ricevuta entro il tempo',
  rispedito: 'Rispedito',
};

export const generiInvio: Record<string, string> = {
  documento: 'Documento',
  'ricevuta-protocollazione': 'Ricevuta di protocollazione',
  restituzione: 'Restituzione',
  avviso: 'Avviso',
  richiesta: 'Richiesta',
  'avviso-posta-ordinaria': 'Avviso a chi scrive da posta ordinaria',
  'conferma-ricezione': 'Conferma di ricezione',
};

/** Why nothing answered by itself. */
export const taciute: Record<string, string> = {
  automatico: 'il messaggio lo ha scritto un programma',
  ricevuta: 'è una ricevuta',
  'casella-propria': 'viene da una nostra casella',
  'senza-mittente': 'non dice chi lo ha scritto',
  limite: 'oggi a questo indirizzo si è già risposto abbastanza',
};

/** Why a receipt was not matched by itself. */
export const percheSola: Record<string, string> = {
  firma: 'La firma del gestore manca o non è valida.',
  'tipo-discorde': 'I dati di certificazione firmati dal gestore non dicono ciò che dice l’intestazione.',
  'invio-sconosciuto': 'Non si trova l’invio di cui parla.',
};

export const motiviRichiesta: Record<MotivoRichiesta, string> = {
  'nuovo-invio': 'Un nuovo invio: dei file non si aprono',
  'documento-identita': 'Il documento di identità',
  completamento: 'Di completare o correggere',
};
