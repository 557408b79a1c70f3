/** What somebody can do, in the words of the office, and what it takes besides having been given it. */
type Voce = {
  gruppo: Gruppo;
  descrizione: string;
  /** Opens or writes personal data: only for those appointed to process them (RN-20.1, RN-A.18). */
  personali?: true;
  /** Only for who acts for a unit of that kind. */
  presso?: 'uop' | 'ufficio-protocollo';
};

export const gruppi = [
  'Registrazione',
  'Assegnazione e scrivania',
  'Fascicoli e titolario',
  'Rubrica e comunicazioni',
  'Persone e uffici',
  'Vigilanza',
  'Conservazione',
  'Configurazione',
] as const;
export type Gruppo = (typeof gruppi)[number];

/** Every permission there is. Every route names one of these (RN-71.1). */
const catalogo = {
  'registrazione.registra': {
    gruppo: 'Registrazione',
    descrizione: 'Registra documenti; in partenza e interni solo all’Ufficio Protocollo',
    personali: true,
  },
  'registrazione.consulta': {
    gruppo: 'Registrazione',
    descrizione: 'Consulta il registro e le registrazioni che può vedere',
    personali: true,
  },
  'registrazione.modifica': {
    gruppo: 'Registrazione',
    descrizione: 'Modifica i dati facoltativi di una registrazione',
    personali: true,
  },
  'provvedimento.richiede': {
    gruppo: 'Registrazione',
    descrizione: 'Chiede annullamenti e rettifiche',
    personali: true,
  },
  'provvedimento.autorizza': {
    gruppo: 'Registrazione',
    descrizione: 'Autorizza annullamenti e rettifiche',
    personali: true,
  },
  'esclusione.registra': {
    gruppo: 'Registrazione',
    descrizione: 'Annota i documenti esclusi dalla registrazione',
    personali: true,
  },
  'documento.carica': {
    gruppo: 'Registrazione',
    descrizione: 'Carica file',
    personali: true,
  },
  'documento.consulta': {
    gruppo: 'Registrazione',
    descrizione: 'Apre i file dei documenti che può vedere',
    personali: true,
  },
  'modello.modifica': {
    gruppo: 'Registrazione',
    descrizione: 'Prepara modelli di registrazione',
  },
  'consultazione.decide': {
    gruppo: 'Registrazione',
    descrizione: 'Decide chi può consultare i documenti che gli competono',
    personali: true,
  },
  'coda.sottopone': {
    gruppo: 'Registrazione',
    descrizione: 'Sottopone documenti all’Ufficio Protocollo perché li registri',
    personali: true,
  },
  'coda.protocolla': {
    gruppo: 'Registrazione',
    descrizione: 'Registra i documenti sottoposti dagli uffici',
    personali: true,
    presso: 'ufficio-protocollo',
  },
  'pec.legge': {
    gruppo: 'Registrazione',
    descrizione: 'Legge la posta delle caselle che l’ufficio lavora; delle PEC, solo l’Ufficio Protocollo',
    personali: true,
  },
  'pec.registra': {
    gruppo: 'Registrazione',
    descrizione:
      'Decide dei messaggi arrivati nelle caselle che l’ufficio lavora; li registra solo l’Ufficio Protocollo',
    personali: true,
  },
  'pec.spedisce': {
    gruppo: 'Registrazione',
    descrizione: 'Spedisce per PEC i documenti registrati e ne segue le ricevute',
    personali: true,
    presso: 'ufficio-protocollo',
  },
  'missiva.valuta': {
    gruppo: 'Registrazione',
    descrizione: 'Valuta le missive non sottoscritte dei procedimenti di cui è responsabile',
    personali: true,
  },
  'registro-giornaliero.consulta': {
    gruppo: 'Registrazione',
    descrizione: 'Consulta i registri giornalieri e il registro di un periodo, per ciò che può vedere',
    personali: true,
  },
  'registro-giornaliero.vidima': {
    gruppo: 'Registrazione',
    descrizione: 'Vidima ogni mattina l’estratto dell’Area che dirige',
    personali: true,
  },
  'registro.conferma-orologio': {
    gruppo: 'Registrazione',
    descrizione: 'Conferma data e ora quando l’orologio è andato indietro',
  },
  'registro.stato': {
    gruppo: 'Vigilanza',
    descrizione:
      'Vede lo stato dei registri: numeri, teste firmate, chiavi, verifiche; nulla di ciò che è registrato',
  },
  'registro.verifica': {
    gruppo: 'Vigilanza',
    descrizione: 'Verifica un registro per intero',
  },
  'registro.chiavi': {
    gruppo: 'Vigilanza',
    descrizione: 'Sostituisce la chiave con cui l’ente firma i registri',
  },
  'scrivania.consulta': {
    gruppo: 'Assegnazione e scrivania',
    descrizione: 'Usa la scrivania dell’ufficio e la propria',
    personali: true,
  },
  'assegnazione.consulta': {
    gruppo: 'Assegnazione e scrivania',
    descrizione: 'Vede a chi è assegnato un documento e i passi compiuti',
    personali: true,
  },
  'assegnazione.assegna': {
    gruppo: 'Assegnazione e scrivania',
    descrizione: 'Assegna e smista i documenti agli uffici',
    personali: true,
    presso: 'uop',
  },
  'assegnazione.lavora': {
    gruppo: 'Assegnazione e scrivania',
    descrizione: 'Conferma la presa in carico, rinvia, archivia',
    personali: true,
  },
  'assegnazione.subassegna': {
    gruppo: 'Assegnazione e scrivania',
    descrizione: 'Assegna alle persone dell’ufficio che dirige',
    personali: true,
  },
  'assegnazione.regole': {
    gruppo: 'Assegnazione e scrivania',
    descrizione: 'Stabilisce le regole di smistamento e le prova sui documenti già arrivati',
    personali: true,
  },
  'fascicolo.consulta': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Consulta i fascicoli aperti al suo ufficio',
    personali: true,
  },
  'fascicolo.gestisce': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Apre, alimenta e chiude i fascicoli del suo ufficio',
    personali: true,
  },
  'fascicolo.corregge': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Sposta o toglie documenti dai fascicoli',
    personali: true,
  },
  'titolario.consulta': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Consulta titolario e prontuario',
  },
  'titolario.gestisce': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Modifica titolario, prontuario e piano di conservazione',
  },
  'repertorio.consulta': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Consulta repertori e serie',
    personali: true,
  },
  'repertorio.gestisce': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Istituisce e modifica repertori',
  },
  'suggerimento.consulta': {
    gruppo: 'Fascicoli e titolario',
    descrizione: 'Riceve proposte di classificazione, ufficio e fascicolo',
    personali: true,
  },
  'rubrica.consulta': {
    gruppo: 'Rubrica e comunicazioni',
    descrizione: 'Cerca nella rubrica dei corrispondenti',
    personali: true,
  },
  'rubrica.modifica': {
    gruppo: 'Rubrica e comunicazioni',
    descrizione: 'Aggiunge e corregge corrispondenti',
    personali: true,
  },
  'comunicazione.legge': {
    gruppo: 'Rubrica e comunicazioni',
    descrizione: 'Legge le comunicazioni che riceve',
    personali: true,
  },
  'comunicazione.configura': {
    gruppo: 'Rubrica e comunicazioni',
    descrizione: 'Stabilisce chi riceve quali comunicazioni',
  },
  'organizzazione.consulta': {
    gruppo: 'Persone e uffici',
    descrizione: 'Vede l’organigramma e chi lavora negli uffici',
  },
  'organizzazione.gestisce': {
    gruppo: 'Persone e uffici',
    descrizione: 'Modifica l’organigramma e le nomine',
  },
  'utente.consulta': {
    gruppo: 'Persone e uffici',
    descrizione: 'Vede gli utenti e la storia delle loro autorizzazioni',
  },
  'utente.gestisce': {
    gruppo: 'Persone e uffici',
    descrizione: 'Crea, modifica e disattiva gli utenti',
  },
  'sostituzione.nomina': {
    gruppo: 'Persone e uffici',
    descrizione: 'Segna le proprie assenze e nomina chi lo sostituisce',
  },
  'autorizzazione.richiede': {
    gruppo: 'Persone e uffici',
    descrizione: 'Chiede autorizzazioni per le persone del suo ufficio',
  },
  'autorizzazione.concede': {
    gruppo: 'Persone e uffici',
    descrizione:
      'Concede, modifica e revoca le autorizzazioni (l’amministratore solo quella di amministratore)',
  },
  'autorizzazione.decide': {
    gruppo: 'Persone e uffici',
    descrizione: 'Decide le richieste di autorizzazione degli uffici',
  },
  'delega.conferisce': {
    gruppo: 'Persone e uffici',
    descrizione: 'Delega ad autorizzare annullamenti e rettifiche',
  },
  'secondo-fattore.governa': {
    gruppo: 'Persone e uffici',
    descrizione: 'Decide chi deve avere un secondo fattore, e azzera quelli perduti',
  },
  'sessione.gestisce': {
    gruppo: 'Persone e uffici',
    descrizione: 'Vede e chiude le sessioni degli altri',
  },
  'politica.pubblica': {
    gruppo: 'Vigilanza',
    descrizione: 'Pubblica le politiche di uso accettabile, che tutti confermano',
  },
  'supervisione.consulta': {
    gruppo: 'Vigilanza',
    descrizione: 'Vede il quadro del servizio: volumi, attese, giacenze',
  },
  'traccia.consulta': {
    gruppo: 'Vigilanza',
    descrizione: 'Consulta il registro delle operazioni (l’amministratore solo gli accessi)',
  },
  'avviso.consulta': {
    gruppo: 'Vigilanza',
    descrizione: 'Vede gli avvisi del sistema',
  },
  'avviso.risolve': {
    gruppo: 'Vigilanza',
    descrizione: 'Dichiara risolti gli avvisi del sistema',
  },
  'conservazione.consulta': {
    gruppo: 'Conservazione',
    descrizione: 'Vede i pacchetti di versamento e il loro contenuto, ed esibisce i documenti conservati',
    personali: true,
  },
  'conservazione.versa': {
    gruppo: 'Conservazione',
    descrizione: 'Versa in conservazione documenti, fascicoli chiusi e repertori',
    personali: true,
  },
  'conservazione.decide': {
    gruppo: 'Conservazione',
    descrizione: 'Conferma o rifiuta i pacchetti: solo il responsabile della conservazione',
  },
  'conservazione.propone': {
    gruppo: 'Conservazione',
    descrizione: 'Propone la conservazione sostitutiva di documenti di carta',
  },
  'conservazione.decide-proposta': {
    gruppo: 'Conservazione',
    descrizione: 'Decide le proposte di conservazione sostitutiva',
  },
  'conservazione.stato': {
    gruppo: 'Conservazione',
    descrizione: 'Vede lo stato dei lavori e dello spazio della conservazione, non il contenuto',
  },
  'conservazione.configura': {
    gruppo: 'Conservazione',
    descrizione: 'Stabilisce a chi si versa e prova il collegamento',
  },
  'esportazione.esegue': {
    gruppo: 'Conservazione',
    descrizione: 'Chiede, interrompe ed elimina le esportazioni di tutti i dati dell’ente',
    personali: true,
  },
  'esportazione.legge': {
    gruppo: 'Conservazione',
    descrizione: 'Scarica le esportazioni: tutto ciò che l’ente ha registrato, anche riservato',
    personali: true,
  },
  'configurazione.legge': {
    gruppo: 'Configurazione',
    descrizione: 'Vede come il sistema è configurato',
  },
  'configurazione.modifica': {
    gruppo: 'Configurazione',
    descrizione: 'Configura il sistema',
  },
  'calendario.gestisce': {
    gruppo: 'Configurazione',
    descrizione: 'Stabilisce i giorni non lavorativi: patrono e chiusure',
  },
  'pec.configura': {
    gruppo: 'Configurazione',
    descrizione: 'Configura e prova le caselle di posta, senza leggerle',
  },
  'chiave-api.gestisce': {
    gruppo: 'Configurazione',
    descrizione: 'Crea e revoca le chiavi delle applicazioni',
  },
} as const satisfies Record<string, Voce>;

export type Permesso = keyof typeof catalogo;
export const permessi = Object.keys(catalogo) as Permesso[];
/** Group, description and conditions of a permission. */
export const descriviPermesso = (p: Permesso): Voce => catalogo[p];

/** What a route may ask for besides a permission: nobody in particular, or anybody who signed in. */
export type Accesso = Permesso | 'pubblico' | 'autenticato';

export const profili = ['amministratore', 'responsabile', 'operatore', 'consultazione'] as const;
export type Profilo = (typeof profili)[number];

const consultazione = [
  'registrazione.consulta',
  'registro-giornaliero.consulta',
  'documento.consulta',
  'scrivania.consulta',
  'assegnazione.consulta',
  'assegnazione.lavora',
  'fascicolo.consulta',
  'titolario.consulta',
  'repertorio.consulta',
  'rubrica.consulta',
  'comunicazione.legge',
  'organizzazione.consulta',
  'sostituzione.nomina',
] as const satisfies Permesso[];

const operatore = [
  ...consultazione,
  'registrazione.registra',
  'registrazione.modifica',
  'provvedimento.richiede',
  'esclusione.registra',
  'documento.carica',
  'coda.sottopone',
  'modello.modifica',
  'coda.protocolla',
  'pec.legge',
  'pec.registra',
  'pec.spedisce',
  'missiva.valuta',
  'assegnazione.assegna',
  'fascicolo.gestisce',
  'fascicolo.corregge',
  'suggerimento.consulta',
  'rubrica.modifica',
  'avviso.consulta',
] as const satisfies Permesso[];

/** The four profiles of RN-72.2a–d. The administrator configures and has no power over registrations. */
export const permessiDelProfilo: Record<Profilo, readonly Permesso[]> = {
  amministratore: [
    'organizzazione.consulta',
    'organizzazione.gestisce',
    'utente.consulta',
    'utente.gestisce',
    'autorizzazione.concede',
    'sessione.gestisce',
    'secondo-fattore.governa',
    'traccia.consulta',
    'avviso.consulta',
    'avviso.risolve',
    'comunicazione.configura',
    'configurazione.legge',
    'configurazione.modifica',
    'calendario.gestisce',
    'chiave-api.gestisce',
    'pec.configura',
    'registro.stato',
    'conservazione.stato',
    'conservazione.configura',
  ],
  responsabile: [
    ...operatore,
    'assegnazione.regole',
    'titolario.gestisce',
    'repertorio.gestisce',
    'configurazione.legge',
    'avviso.risolve',
    'registro.stato',
    'registro.verifica',
  ],
  operatore,
  consultazione,
};

/** What somebody is besides the profile he acts with: by appointment, because he heads a unit, by delegation. */
export const ruoli = [
  'rsp',
  'delegato-rsp',
  'responsabile-area',
  'capo-ufficio',
  'responsabile-conservazione',
  'segretario',
] as const;
export type Ruolo = (typeof ruoli)[number];

const capoUfficio = [
  'missiva.valuta',
  'registro-giornaliero.vidima',
  'assegnazione.subassegna',
  'autorizzazione.richiede',
  'consultazione.decide',
] as const satisfies Permesso[];

/** What each role adds to the profile. */
export const permessiDelRuolo: Record<Ruolo, readonly Permesso[]> = {
  // Only the person in office, and never the administrator (RN-4.2, RN-4.3a, RN-72.1).
  rsp: [
    'provvedimento.autorizza',
    'registro.conferma-orologio',
    'registro-giornaliero.consulta',
    'calendario.gestisce',
    'assegnazione.regole',
    'consultazione.decide',
    'organizzazione.gestisce',
    'utente.consulta',
    'autorizzazione.concede',
    'autorizzazione.decide',
    'delega.conferisce',
    'secondo-fattore.governa',
    'comunicazione.configura',
    'politica.pubblica',
    'supervisione.consulta',
    'traccia.consulta',
    'registro.stato',
    'registro.verifica',
    'registro.chiavi',
    'esportazione.esegue',
    'esportazione.legge',
    'conservazione.consulta',
    'conservazione.versa',
    'conservazione.propone',
    'conservazione.decide-proposta',
    'conservazione.stato',
  ],
  // A delegate of the RSP may authorise like him (RN-57.1).
  'delegato-rsp': [
    'provvedimento.autorizza',
    'provvedimento.richiede',
    'registrazione.consulta',
    'documento.consulta',
  ],
  'responsabile-area': [...capoUfficio, 'supervisione.consulta', 'comunicazione.configura'],
  'capo-ufficio': capoUfficio,
  // He alone decides of packages (RN-37.3).
  'responsabile-conservazione': [
    'organizzazione.consulta',
    'titolario.consulta',
    'supervisione.consulta',
    'registro.stato',
    'registro.verifica',
    'registro-giornaliero.consulta',
    'conservazione.consulta',
    'conservazione.versa',
    'conservazione.decide',
    'conservazione.propone',
    'conservazione.stato',
    'conservazione.configura',
  ],
  segretario: ['organizzazione.consulta', 'titolario.consulta', 'supervisione.consulta'],
};

/** What a deputy may do in somebody's place, by the scope he was given; never more than the other could himself (RN-71.2). */
export const ambitiSostituzione = {
  assegnazioni: {
    descrizione: 'Scrivania: prende in carico, rinvia, assegna, archivia',
    permessi: [
      'registrazione.consulta',
      'documento.consulta',
      'scrivania.consulta',
      'assegnazione.consulta',
      'assegnazione.assegna',
      'assegnazione.lavora',
      'assegnazione.subassegna',
      'suggerimento.consulta',
      'registro-giornaliero.consulta',
      'registro-giornaliero.vidima',
    ],
  },
  registrazioni: {
    descrizione: 'Registra e completa le registrazioni',
    permessi: [
      'registrazione.registra',
      'registrazione.consulta',
      'registrazione.modifica',
      'provvedimento.richiede',
      'esclusione.registra',
      'documento.carica',
      'documento.consulta',
      'coda.sottopone',
      'coda.protocolla',
      'suggerimento.consulta',
      'rubrica.modifica',
    ],
  },
  fascicoli: {
    descrizione: 'Apre, alimenta e chiude i fascicoli dell’ufficio',
    permessi: [
      'registrazione.consulta',
      'documento.carica',
      'documento.consulta',
      'fascicolo.consulta',
      'fascicolo.gestisce',
      'fascicolo.corregge',
    ],
  },
  ufficio: {
    descrizione: 'Dirige l’ufficio: chiede autorizzazioni',
    permessi: [
      'autorizzazione.richiede',
      'supervisione.consulta',
      'registro-giornaliero.consulta',
      'registro-giornaliero.vidima',
    ],
  },
} as const satisfies Record<string, { descrizione: string; permessi: readonly Permesso[] }>;
export type AmbitoSostituzione = keyof typeof ambitiSostituzione;

/** What every deputy needs to find his way, whatever the scope. */
const permessiDiOgniSostituto: readonly Permesso[] = [
  'fascicolo.consulta',
  'titolario.consulta',
  'repertorio.consulta',
  'rubrica.consulta',
  'comunicazione.legge',
  'organizzazione.consulta',
];

/** What these scopes let a deputy do, if the other may. */
export function permessiDegliAmbiti(scelti: readonly AmbitoSostituzione[]): Set<Permesso> {
  return new Set([
    ...permessiDiOgniSostituto,
    ...scelti.flatMap((a): readonly Permesso[] => ambitiSostituzione[a].permessi),
  ]);
}

/** Scopes an API key can have, and what each opens. No key can authorise an annullamento: that is a person's act. */
export const permessiDellAmbito: Record<string, readonly Permesso[]> = {
  'documenti:scrivi': ['documento.carica', 'documento.consulta'],
  'registrazioni:scrivi': [
    'registrazione.registra',
    'registrazione.modifica',
    'provvedimento.richiede',
    'documento.carica',
    'documento.consulta',
    'esclusione.registra',
  ],
  'registrazioni:leggi': [
    'registrazione.consulta',
    'documento.consulta',
    'repertorio.consulta',
    'titolario.consulta',
    'organizzazione.consulta',
  ],
  'fascicoli:leggi': ['fascicolo.consulta', 'documento.consulta', 'titolario.consulta'],
  'fascicoli:scrivi': [
    'fascicolo.consulta',
    'fascicolo.gestisce',
    'titolario.consulta',
    'documento.carica',
    'documento.consulta',
  ],
  // Those exports only that the RSP opened to programs: who makes keys is the administrator, who must not read the register (RN-72.2a).
  'esportazioni:leggi': ['esportazione.legge'],
  'rubrica:leggi': ['rubrica.consulta'],
  'rubrica:scrivi': ['rubrica.consulta', 'rubrica.modifica'],
};
export const ambiti = Object.keys(permessiDellAmbito);

/** Why somebody has not a permission that his profile or roles would give him. */
export type Mancanza = 'profilo' | 'non-incaricato' | 'ufficio';

/** What a person's powers come from, at this moment. */
export type Titoli = {
  profilo: Profilo | null;
  ruoli: readonly Ruolo[];
  /** Appointed to process personal data (RN-A.18). */
  incaricato: boolean;
  /** The unit he acts for. */
  unita: { uop: boolean; ufficioProtocollo: boolean } | null;
};

/** Whether these titles give the permission, and if not for want of what: the one place where it is decided. */
export function manca(permesso: Permesso, t: Titoli): Mancanza | null {
  const dato =
    (t.profilo !== null && permessiDelProfilo[t.profilo].includes(permesso)) ||
    t.ruoli.some((r) => permessiDelRuolo[r].includes(permesso));
  if (!dato) return 'profilo';
  const { personali, presso } = descriviPermesso(permesso);
  if (personali && !t.incaricato) return 'non-incaricato';
  if (presso === 'uop' && !t.unita?.uop) return 'ufficio';
  if (presso === 'ufficio-protocollo' && !t.unita?.ufficioProtocollo) return 'ufficio';
  return null;
}

/** Everything these titles give. */
export function permessiDi(t: Titoli): Set<Permesso> {
  return new Set(permessi.filter((p) => manca(p, t) === null));
}
