/**
 * The checks of the Comune on what arrives by mail (`Istruzioni per l'invio telematico`, RN-79.4b, RN-81.1). They say what is not as it was
 * asked for; who registers decides (AMB-18).
 */
export const CODICI = [
  'bes-10',
  'bes-11',
  'bes-12',
  'bes-13',
  'bes-14',
  'bes-15',
  'bes-16',
  'bes-17',
  'bes-18',
  'bes-19',
  'rn-81.1',
] as const;
export type CodiceRegola = (typeof CODICI)[number];

export type Esito = {
  codice: CodiceRegola;
  esito: 'conforme' | 'non-conforme';
  /** `percorso` of the part, where the check is of one file. */
  allegato?: string;
  /** A sentence for the operator, and for the notice to the sender. */
  testo: string;
};

export type Verdetto = Pick<Esito, 'esito' | 'testo'>;

export const conforme = (testo: string): Verdetto => ({ esito: 'conforme', testo });
export const nonConforme = (testo: string): Verdetto => ({ esito: 'non-conforme', testo });
