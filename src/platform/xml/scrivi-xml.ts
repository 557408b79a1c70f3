/** Written as it stands: a whole element made elsewhere by {@link scriviXml}, without its declaration. */
export type Grezzo = { grezzo: string };

/** An element: its name, its text or what is in it, its attributes. Undefined ones are left out, so that a choice is an expression. */
export type Nodo =
  | [nome: string, contenuto: string | readonly (Nodo | Grezzo)[], attributi?: Record<string, string>]
  | undefined;

const DICHIARAZIONE = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The document with this root. */
export function scriviXml(radice: Nodo): string {
  return `${DICHIARAZIONE}${scrivi(radice, '')}`;
}

/** An element for {@link Nodo}, from the document that {@link scriviXml} made of it. */
export function grezzo(documento: string): Grezzo {
  return { grezzo: documento.startsWith(DICHIARAZIONE) ? documento.slice(DICHIARAZIONE.length) : documento };
}

function scrivi(nodo: Nodo | Grezzo, rientro: string): string {
  if (nodo === undefined) return '';
  if ('grezzo' in nodo) return nodo.grezzo.endsWith('\n') ? nodo.grezzo : `${nodo.grezzo}\n`;
  const [nome, contenuto, attributi = {}] = nodo;
  const apre = `${rientro}<${nome}${Object.entries(attributi)
    .map(([chiave, valore]) => ` ${chiave}="${attributoXml(valore)}"`)
    .join('')}>`;
  if (typeof contenuto === 'string') return `${apre}${testoXml(contenuto)}</${nome}>\n`;
  return `${apre}\n${contenuto.map((n) => scrivi(n, `${rientro}  `)).join('')}${rientro}</${nome}>\n`;
}

/** What XML 1.0 has no place for is left out; the rest is escaped. */
export function testoXml(valore: string): string {
  const ammesso = Array.from(valore)
    .filter((c) => {
      const n = c.codePointAt(0) ?? 0;
      if (n >= 0xd800 && n <= 0xdfff) return false;
      return n >= 0x20 ? n < 0xfffe || n > 0xffff : n === 0x9 || n === 0xa || n === 0xd;
    })
    .join('');
  return ammesso
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

const attributoXml = (valore: string): string =>
  testoXml(valore).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
