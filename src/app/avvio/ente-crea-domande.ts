import { urlDiBase } from '#platform/config';

/** One thing `ente:crea` must know: its option, how to ask for it, what is acceptable. */
export type Domanda = {
  opzione: keyof Risposte;
  domanda: string;
  /** Read before answering, where the answer is hard to change later. */
  spiegazione?: string;
  facoltativa?: boolean;
  /** What is wrong with the answer, in Italian; null when nothing is. */
  controlla: (risposta: string) => string | null;
};

/** The answers, by option; a facultative one left out is the empty text. */
export type Risposte = {
  ipa: string;
  denominazione: string;
  'codice-fiscale': string;
  'codice-aoo': string;
  pec: string;
  indirizzo: string;
  responsabile: string;
  rsp: string;
  admin: string;
  'admin-nome': string;
  'url-pubblico': string;
};

const forma = (modello: RegExp, problema: string) => (r: string) => (modello.test(r) ? null : problema);
const testoLibero = (): null => null;
const nomeUtente = forma(
  /^[a-z0-9._@-]{2,64}$/,
  'da 2 a 64 caratteri tra lettere minuscole, cifre, punto, trattino, trattino basso e chiocciola',
);

/** Same limits as the database has: a refusal at the question is kinder than one at the end. */
export const domande: Domanda[] = [
  {
    opzione: 'ipa',
    domanda: 'Codice IPA dell’ente (per esempio c_h501)',
    spiegazione: 'Il codice con cui l’ente è iscritto in IndicePA. Entra nella segnatura di ogni documento.',
    controlla: forma(/^[A-Za-z0-9_]{2,40}$/, 'da 2 a 40 lettere, cifre o trattini bassi'),
  },
  { opzione: 'denominazione', domanda: 'Denominazione dell’ente', controlla: testoLibero },
  {
    opzione: 'codice-fiscale',
    domanda: 'Codice fiscale dell’ente',
    facoltativa: true,
    controlla: forma(/^[0-9]{11}$/, 'undici cifre'),
  },
  {
    opzione: 'codice-aoo',
    domanda: 'Codice univoco dell’AOO (7 caratteri, comincia con A)',
    spiegazione: 'È assegnato da IndicePA all’Area Organizzativa Omogenea, per esempio A1B2C3D.',
    controlla: forma(/^A[A-Z0-9]{6}$/, 'una A seguita da sei lettere maiuscole o cifre'),
  },
  {
    opzione: 'pec',
    domanda: 'Casella PEC del protocollo',
    controlla: forma(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'un indirizzo di posta elettronica'),
  },
  { opzione: 'indirizzo', domanda: 'Indirizzo della sede principale', controlla: testoLibero },
  {
    opzione: 'responsabile',
    domanda: 'Nome e cognome del responsabile del servizio protocollo',
    controlla: testoLibero,
  },
  {
    opzione: 'rsp',
    domanda: 'Nome utente del responsabile (vuoto: da creare più tardi)',
    facoltativa: true,
    controlla: nomeUtente,
  },
  { opzione: 'admin', domanda: 'Nome utente dell’amministratore', controlla: nomeUtente },
  { opzione: 'admin-nome', domanda: 'Nome e cognome dell’amministratore', controlla: testoLibero },
  {
    opzione: 'url-pubblico',
    domanda: 'Indirizzo pubblico (per esempio https://protocollo.comune.it; vuoto: da decidere)',
    spiegazione:
      'È stampato nei codici QR di etichette e ricevute e vi resta per sempre: chi inquadra un documento tra vent’anni ' +
      'arriverà lì. Senza, la prima registrazione vera è rifiutata. Si può dare anche con TABULARIUM_URL_PUBBLICO.',
    facoltativa: true,
    controlla: (r) => {
      const esito = urlDiBase.leggi(r);
      return 'problema' in esito ? esito.problema : null;
    },
  },
];
