import libmime from 'libmime';

/** One header as it stands in the message, folded and all; bytes as Latin-1, so that nothing is lost either way. */
export type Intestazione = { nome: string; riga: string };

const FINE_TESTA = Buffer.from('\r\n\r\n');

/** SMTP carries CRLF; a file may bring anything. What comes out is what is signed, hashed and delivered. */
export function aCrlf(byte: Buffer): Buffer {
  if (tuttoCrlf(byte)) return byte;
  return Buffer.from(byte.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n'), 'latin1');
}

/** Headers and body of a message, or of one of its parts. */
export function dividi(byte: Buffer): { testa: Intestazione[]; corpo: Buffer } {
  // A part may have no headers at all: then it begins with the empty line.
  if (byte[0] === 13 && byte[1] === 10) return { testa: [], corpo: byte.subarray(2) };
  const fine = byte.indexOf(FINE_TESTA);
  const testa = byte.subarray(0, fine < 0 ? byte.length : fine).toString('latin1');
  const righe = testa.split(/\r\n(?![ \t])/).filter((r) => r !== '');
  return {
    testa: righe.map((riga) => ({ nome: (/^[^:\s]*/.exec(riga)?.[0] ?? '').toLowerCase(), riga })),
    corpo: fine < 0 ? Buffer.alloc(0) : byte.subarray(fine + FINE_TESTA.length),
  };
}

/** Everything after the colon of the first header of this name, unfolded, not decoded. */
export function grezzo(testa: Intestazione[], nome: string): string | undefined {
  const riga = testa.find((i) => i.nome === nome.toLowerCase())?.riga;
  return riga === undefined ? undefined : svolto(riga.slice(riga.indexOf(':') + 1));
}

/** What a person reads in it: UTF-8 written bare, or encoded words. */
export function leggibile(grezza: string): string {
  return libmime.decodeWords(Buffer.from(grezza, 'latin1').toString('utf8'));
}

/** One header line, folded where it has spaces: no line of a message may pass 998 bytes. */
export function riga(nome: string, valore: string): string {
  const parole = svolto(valore).split(' ');
  let [testo, larghezza] = [`${nome}:`, nome.length + 1];
  for (const parola of parole) {
    const aCapo = larghezza + parola.length + 1 > 76 && larghezza > nome.length + 1;
    testo += (aCapo ? '\r\n ' : ' ') + parola;
    larghezza = aCapo ? parola.length + 1 : larghezza + parola.length + 1;
  }
  return testo;
}

const svolto = (valore: string): string => valore.replace(/\r\n/g, '').replace(/\s+/g, ' ').trim();

/** Byte by byte: a regular expression would want 25 MB as a string first. */
function tuttoCrlf(byte: Buffer): boolean {
  for (let i = 0; i < byte.length; i++) {
    const c = byte[i];
    if (c === 10 ? byte[i - 1] !== 13 : c === 13 && byte[i + 1] !== 10) return false;
  }
  return true;
}
