/** RN-82.2: what a later sending is to an earlier one, by its own words. */
export type Relazione = 'integrazione' | 'sostituzione';

const semplice = (testo: string): string => testo.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/* Words of somebody who says what he is sending now; not "integrazione salariale", nor "sostituto d'imposta". Whoever says both
   replaces: the other papers are no longer the ones that count. */
const SOSTITUISCE =
  /\b(annulla e sostituisce|sostituisc\w{1,4}|in sostituzione (di|del|dell|della|degli|dei|delle|a quant)\b|sostituzione (della |dell.|del |degli |delle )?(document|istanz|allegat|domand|invi|pec|tavol|elaborat|precedent)\w*|da considerarsi sostitutiv\w)/;
const INTEGRA =
  /\b(ad integrazione|a integrazione|integrazion[ei] (a|al|all.|alla|di|del|dell.|della|document\w*|istanz\w*|pratic\w*|prot\w*)|integrazion[ei] ?$|^integrazion[ei]\b|integra (la|l.|quant)|documentazione integrativa|documenti integrativi|nota integrativa)/m;

const INIZIO = 20_000;

/** What the subject says, else the text: of the text only the beginning, where people say what they send. */
export function relazioneDaParole(oggetto: string, testo: string): Relazione | undefined {
  for (const scritto of [oggetto.replace(/\s+/g, ' ').trim(), testo.slice(0, INIZIO)].map(semplice)) {
    if (SOSTITUISCE.test(scritto)) return 'sostituzione';
    if (INTEGRA.test(scritto)) return 'integrazione';
  }
  return undefined;
}

/** A number of ours that somebody writes: «prot. n. 123/2026», «protocollo 0000123 del 03/05/2026». */
export type Citato = { anno: number; numero: number };

const CITATO =
  /\bprot(?:ocollo|\.)?[ \t]{0,3}(?:generale[ \t]{0,3})?(?:n(?:umero|r|\.|°|º)?\.?[ \t]{0,3})?0{0,9}(\d{1,9})[ \t]{0,3}(?:\/|del(?:l.anno)?[ \t]{1,3}(?:\d{1,2}[/.-]\d{1,2}[/.-])?)(\d{4})\b/gi;
const CITATI = 5;

export function protocolliCitati(oggetto: string, testo: string): Citato[] {
  const trovati: Citato[] = [];
  for (const [, numero, anno] of `${oggetto}\n${testo.slice(0, INIZIO)}`.matchAll(CITATO)) {
    const citato = { anno: Number(anno), numero: Number(numero) };
    if (citato.numero > 0 && !trovati.some((t) => t.anno === citato.anno && t.numero === citato.numero))
      trovati.push(citato);
    if (trovati.length === CITATI) break;
  }
  return trovati;
}

const PREFISSI = /^((re|r|rif|fw|fwd|i|inoltro|risposta|posta certificata|anomalia messaggio)\s*:\s*)+/;

/** A subject without what changes when one writes again about the same thing. */
export function oggettoRidotto(oggetto: string): string {
  return semplice(oggetto)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(PREFISSI, '')
    .replace(
      /\b(ad |a |in )?(integrazion[ei]|sostituzion[ei]|annulla e sostituisce)( (a|al|alla|del|della|di)\b)?/g,
      ' ',
    )
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
