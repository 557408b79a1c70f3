import type { Campione } from './campione.ts';

/** Texts whose kind the detector recognises by its first words; what it says of any other text comes from chance. */
const DICHIARATI =
  /^(text\/|application\/(xml|pdf|rtf|postscript|eps|pgp-encrypted|x-ms-regedit)$|image\/svg|model\/)/;

/** True where a magic number of two or three letters may simply be how a text begins (`BM`, `MZ`, `ID3`). */
export function casuale(formato: string, testo: string | undefined): boolean {
  return testo !== undefined && !DICHIARATI.test(formato);
}

/**
 * The beginning of a file as text, or undefined when it is not one: UTF-8, UTF-16 with its mark, or a single-byte
 * encoding. Control characters belong to no text.
 */
export function comeTesto({ testa, coda }: Campione): string | undefined {
  const utf16 = { fffe: 'utf-16le', feff: 'utf-16be' }[testa.subarray(0, 2).toString('hex')];
  if (utf16 !== undefined) {
    const testo = new TextDecoder(utf16).decode(testa, { stream: true });
    return controlli.test(testo) || !testo.isWellFormed() ? undefined : testo;
  }
  if (controlli.test(testa.toString('latin1')) || controlli.test(coda.toString('latin1'))) return undefined;
  return decodifica(testa);
}

const controlli = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/;

function decodifica(testa: Buffer): string {
  try {
    // `stream`: the sample may end in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(testa, { stream: true });
  } catch (errore) {
    if (!(errore instanceof TypeError)) throw errore;
    return new TextDecoder('windows-1252').decode(testa);
  }
}

const CAMPI_MESSAGGIO =
  /^(received|return-path|from|to|cc|date|subject|message-id|mime-version|delivered-to|dkim-signature|content-type|x-[a-z-]+|reply-to|sender)$/i;

/** A message of electronic mail (RFC 5322): a header block in which at least two of the usual fields are found. */
function messaggio(testo: string): boolean {
  const [testata = ''] = testo.split(/\r?\n\r?\n/, 1);
  const righe = testata.replace(/^From .*\r?\n/, '').split(/\r?\n(?![ \t])/);
  const nomi = righe.map((riga) => /^([\x21-\x39\x3b-\x7e]+):/.exec(riga)?.[1]);
  if (nomi.slice(0, -1).some((nome) => nome === undefined)) return false;
  return nomi.filter((nome) => nome !== undefined && CAMPI_MESSAGGIO.test(nome)).length >= 2;
}

/** A table of values: the same number of separators, at least one, in each of the first lines (at least two). */
function tabella(testo: string): boolean {
  // Inside quotes a separator is text, and so is a line break.
  const righe = testo
    .replace(/"[^"]*"/g, '')
    .trimEnd()
    .split(/\r?\n/, 20);
  if (righe.length < 2) return false;
  // A comma with a blank after it is punctuation.
  return [/;/, /,(?=\S)/, /\t/, /\|/].some((separatore) => {
    const quanti = righe.map((riga) => riga.split(separatore).length);
    return (quanti[0] ?? 0) > 1 && quanti.every((n) => n === quanti[0]);
  });
}

function json(testo: string): boolean {
  if (!/^\s*[[{]/.test(testo)) return false;
  try {
    JSON.parse(testo);
    return true;
  } catch (errore) {
    if (errore instanceof SyntaxError) return false;
    throw errore;
  }
}

/** What precedes the first element of a markup text, taken away: declarations, comments, blanks. */
function daPrimoElemento(testo: string): string {
  for (let resto = testo; ;) {
    resto = resto.trimStart();
    const fine = resto.startsWith('<!--') ? '-->' : resto.startsWith('<?') ? '?>' : undefined;
    if (fine === undefined) return resto;
    const dove = resto.indexOf(fine);
    if (dove < 0) return '';
    resto = resto.slice(dove + fine.length);
  }
}

function tipoMarcato(testo: string): string | undefined {
  if (!testo.startsWith('<')) return undefined;
  const elemento = daPrimoElemento(testo);
  if (/^<(!doctype\s+html|html)[\s>]/i.test(elemento)) return 'text/html';
  const radice = elemento.startsWith('<!DOCTYPE')
    ? elemento.slice(elemento.indexOf('>') + 1).trimStart()
    : elemento;
  if (/^<svg[\s>]/.test(radice)) return 'image/svg+xml';
  if (/^<\?xml\s/.test(testo)) return 'application/xml';
  const [, nome] = /^<([A-Za-z_][\w.:-]*)[\s>]/.exec(radice) ?? [];
  return nome !== undefined && radice.trimEnd().endsWith(`</${nome}>`) ? 'application/xml' : undefined;
}

/** Which kind of text it is, by what it says: never by its name. */
export function tipoTesto(testo: string): string {
  const inizio = testo.replace(/^\uFEFF/, '').trimStart();
  if (inizio.startsWith('#!')) return 'text/x-shellscript';
  const marcato = tipoMarcato(inizio);
  if (marcato) return marcato;
  if (messaggio(inizio)) return 'message/rfc822';
  if (json(inizio)) return 'application/json';
  return tabella(inizio) ? 'text/csv' : 'text/plain';
}
