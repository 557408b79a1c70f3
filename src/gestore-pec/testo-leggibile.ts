import { encode, wrap } from 'nodemailer/lib/qp';
import { type Forma } from './forma.ts';
import { type Gestore } from './gestore.ts';
import { nuovoConfine } from './identificativi.ts';

const CAPO = '\r\n';

/** The text part, in Latin-1 as the rules of 2005 want it: what Latin-1 has not becomes a question mark. */
export function testoLeggibile(g: Gestore, righe: string[], forma: Forma): string {
  const semplice = inLatin1('plain', righe.join(CAPO));
  if (!forma.html) return semplice;
  const paragrafi = righe.map((r) => `<p>${r.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`);
  const html = inLatin1('html', `<html><body>${CAPO}${paragrafi.join(CAPO)}${CAPO}</body></html>`);
  const confine = nuovoConfine(g);
  return [
    `Content-Type: multipart/alternative; boundary="${confine}"`,
    '',
    `--${confine}`,
    semplice,
    `--${confine}`,
    html,
    `--${confine}--`,
    '',
  ].join(CAPO);
}

function inLatin1(genere: 'plain' | 'html', testo: string): string {
  const byte = Buffer.from(testo.replace(/[^\u0000-\u00ff]/gu, '?'), 'latin1');
  return [
    `Content-Type: text/${genere}; charset="iso-8859-1"`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    wrap(encode(byte)),
    '',
  ].join(CAPO);
}
