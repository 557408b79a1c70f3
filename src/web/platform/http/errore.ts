export type ErroreCampo = { campo: string; messaggio: string };

/** A refusal of the server (`application/problem+json`): what happened, which fields, and the id to quote. */
export class ErroreApi extends Error {
  readonly stato: number;
  readonly codice: string;
  readonly campi: ErroreCampo[];
  readonly dati: Record<string, unknown>;
  readonly richiesta: string | undefined;

  constructor(stato: number, problema: ProblemaRicevuto) {
    super(problema.detail ?? 'Il server ha risposto con un errore.');
    this.name = 'ErroreApi';
    this.stato = stato;
    this.codice = problema.codice ?? 'errore.sconosciuto';
    this.campi = problema.campi ?? [];
    this.dati = problema.dati ?? {};
    this.richiesta = problema.richiesta;
  }
}

export type ProblemaRicevuto = {
  detail?: string;
  codice?: string;
  campi?: ErroreCampo[];
  dati?: Record<string, unknown>;
  richiesta?: string;
};

/** No answer arrived: whether the server did what was asked is not known. */
export class ErroreRete extends Error {
  constructor() {
    super('Il server non risponde. Controllare la rete e riprovare: quanto scritto non si perde.');
    this.name = 'ErroreRete';
  }
}

/** The session ended and somebody else, or nobody, signed in: what was waiting is dropped. */
export class ErroreAbbandono extends Error {
  constructor() {
    super('La sessione è stata chiusa.');
    this.name = 'ErroreAbbandono';
  }
}
