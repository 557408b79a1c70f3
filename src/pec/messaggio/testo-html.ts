import { scorri } from './scorri.ts';

const MUTI = new Set(['script', 'style', 'title', 'head', 'template', 'noscript', 'object', 'svg', 'math']);
const A_CAPO =
  /^(address|article|blockquote|br|dd|div|dl|dt|fieldset|footer|form|h[1-6]|header|hr|li|main|ol|p|pre|section|table|tr|ul)$/;

/** The words of a page, without its marks: what is read aloud, searched, and looked at by the checks. */
export function testoDaHtml(html: string): string {
  const pezzi: string[] = [];
  let muto = 0;
  const intera = scorri(
    html,
    {
      onopentagname: (nome) => {
        if (MUTI.has(nome)) muto++;
        if (A_CAPO.test(nome)) pezzi.push('\n');
        else if (nome === 'td' || nome === 'th') pezzi.push(' ');
      },
      ontext: (testo) => {
        if (muto === 0) pezzi.push(testo.replace(/\s+/g, ' '));
      },
      onclosetag: (nome) => {
        if (MUTI.has(nome)) muto = Math.max(0, muto - 1);
        if (A_CAPO.test(nome) && nome !== 'br') pezzi.push('\n');
      },
    },
    { decodeEntities: true },
  );
  // Too deep to be followed: all that is not a mark.
  if (!intera) pezzi.splice(0, pezzi.length, html.replace(/<[^<>]*>/g, ' '));
  return pezzi
    .join('')
    .split('\n')
    .map((riga) => riga.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
