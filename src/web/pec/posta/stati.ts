/** What the list may show; `tutti` asks for no state. */
export const STATI = {
  'da-esaminare': 'Da esaminare',
  trasmesso: 'Trasmessi',
  accantonato: 'Accantonati',
  quarantena: 'Quarantena',
  ricevuta: 'Ricevute',
  registrato: 'Registrati',
  allegato: 'Allegati',
  'non-registrato': 'Non registrati',
  restituito: 'Restituiti',
  'non-presentato': 'Non presentati',
  'da-comunicare': 'Respinti da comunicare',
  tutti: 'Tutti',
} as const;
export type StatoMostrato = keyof typeof STATI;

export const leggiStato = (valore: unknown): StatoMostrato | undefined =>
  typeof valore === 'string' && valore in STATI ? (valore as StatoMostrato) : undefined;

/** What is said where nothing is. */
export const vuoti: Partial<Record<StatoMostrato, string>> = {
  'da-esaminare':
    'Qui compare ciò che arriva nelle caselle, dal più vecchio: si registra, si unisce a ciò che c’è già, o si dice perché no.',
  trasmesso: 'Qui si vede ciò che gli uffici trasmettono al protocollo dalle loro caselle ordinarie.',
  accantonato: 'Qui resta ciò che si mette da parte con S, finché non lo si riprende.',
  quarantena: 'Qui si vede, intero, ciò che il programma non ha saputo leggere.',
  'da-comunicare':
    'Qui stanno i messaggi respinti di cui il mittente non sa ancora: dal termine più vicino, 15 giorni dall’arrivo.',
  ricevuta: 'Qui si vedono le ricevute di accettazione e di consegna di ciò che si è spedito.',
};
