/** Whose signatures over envelopes are believed: a certificate of an authority, PEM, and what the office calls it. */
export type Autorita = { nome: string; certificato: string };
