import { type Algoritmo } from './firma.ts';
import { type Dati } from './daticert.ts';
import { type Firmatario } from './certificati.ts';

/** How a provider writes its messages: all of these are met in the mail of real ones, and the law allows most. */
export type Forma = {
  disposizione: 'attachment' | 'inline';
  prima: 'postacert' | 'daticert';
  tipoFirma: 'application/pkcs7-signature' | 'application/x-pkcs7-signature';
  algoritmo: Algoritmo;
  /** The text in HTML too (RFC 6109 §4.3.1). */
  html: boolean;
  /** What daticert says, before it is written. */
  dati: (dati: Dati) => Dati;
  /** daticert.xml as it goes into the message. */
  daticert: (xml: string) => Buffer;
  /** The `From` of what the provider writes; `per` is the user on whose behalf. */
  da: (indirizzo: string, per: string | undefined) => string;
  /** Header lines more. */
  altre: string[];
  firmatario?: Firmatario;
  /** Last hand on the finished bytes. */
  infine: (byte: Buffer) => Buffer;
};

export const FORMA: Forma = {
  disposizione: 'attachment',
  prima: 'postacert',
  tipoFirma: 'application/pkcs7-signature',
  algoritmo: 'sha-256',
  html: false,
  dati: (dati) => dati,
  daticert: (xml) => Buffer.from(xml),
  da: (indirizzo, per) =>
    per === undefined ? indirizzo : `"Per conto di: ${per.replace(/["\\]/g, '\\$&')}" <${indirizzo}>`,
  altre: [],
  infine: (byte) => byte,
};
