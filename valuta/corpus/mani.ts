import type { Casuale } from './casuale.ts';

/** How an office writes: what it puts around the matter, what it shortens, how it slips. */
export type Mano = {
  cornici: readonly string[];
  abbreviazioni: readonly (readonly [RegExp, string])[];
  sbagli: readonly ((parola: string, caso: Casuale) => string)[];
};

const in2 = (p: string, caso: Casuale): number => caso.intero(1, p.length - 2);
const VICINI: Record<string, string> = {
  a: 's',
  e: 'r',
  i: 'o',
  o: 'p',
  u: 'i',
  r: 't',
  t: 'y',
  n: 'm',
  s: 'd',
  l: 'k',
  c: 'v',
  m: 'n',
  d: 'f',
  p: 'o',
  v: 'b',
};

/** The offices of the first years. */
export const PRIMA: readonly Mano[] = [
  {
    cornici: ['{k}', '{k}', '{k} - trasmissione', 'Nota prot. n. {n} del {data}: {k}', '{k}. Sollecito'],
    abbreviazioni: [],
    sbagli: [scambia],
  },
  {
    cornici: ['{K}', '{K} - {cognome}', 'OGGETTO: {K}'],
    abbreviazioni: [
      [/\brichiesta\b/gi, 'rich.'],
      [/\bcomunicazione\b/gi, 'com.ne'],
      [/\bautorizzazione\b/gi, 'aut.ne'],
      [/\bdocumentazione\b/gi, 'doc.ne'],
    ],
    sbagli: [raddoppia],
  },
  {
    cornici: [
      '{k}',
      'Rif. Vs. nota del {data} - {k}',
      '{k} (integrazione)',
      '{k} sig. {cognome}',
      '{k} - {via}',
    ],
    abbreviazioni: [
      [/\bdomanda\b/gi, 'dom.'],
      [/\bcertificato\b/gi, 'cert.'],
      [/\bdichiarazione\b/gi, 'dich.'],
      [/\bcontributo\b/gi, 'contr.'],
    ],
    sbagli: [scambia, raddoppia],
  },
];

/** The offices of the last years: other frames, other abbreviations, other slips. */
export const POI: readonly Mano[] = [
  {
    cornici: ['{k}', 'Istanza: {k}', 'Invio documenti relativi a {k}', '{k} / riscontro', 'I: {k}'],
    abbreviazioni: [
      [/\brichiesta\b/gi, 'r.sta'],
      [/\bistanza\b/gi, 'ist.za'],
      [/\bpermesso\b/gi, 'perm.'],
      [/\bconvocazione\b/gi, 'convoc.'],
      [/\bcommissione\b/gi, 'comm.ne'],
    ],
    sbagli: [ometti, attacca],
  },
  {
    cornici: [
      '{k}',
      'POSTA CERTIFICATA: {k}',
      'In merito a {k} si comunica quanto segue',
      '{k} - pratica di {cognome}',
    ],
    abbreviazioni: [
      [/\boccupazione\b/gi, 'occup.'],
      [/\bmanutenzione\b/gi, 'manut.'],
      [/\bordinanza\b/gi, 'ord.za'],
      [/\bliquidazione\b/gi, 'liquid.'],
      [/\bassegnazione\b/gi, 'assegn.'],
    ],
    sbagli: [vicino, scempia],
  },
  {
    // Telegraphic: no articles and prepositions, accents as apostrophes.
    cornici: ['{k}', '{k} - urgente', 'Seguito telefonata del {data}, {k}', 'Allegati n. {n} - {k}'],
    abbreviazioni: [
      [/ (?:di|del|della|dei|delle|al|alla|per|la|il|in) /g, ' '],
      [/à/g, "a'"],
      [/ù/g, "u'"],
      [/\baccertamento\b/gi, 'accertam.'],
      [/\bservizio\b/gi, 'serv.'],
    ],
    sbagli: [spezza, vicino],
  },
];

function scambia(p: string, caso: Casuale): string {
  const i = in2(p, caso);
  return p.slice(0, i) + (p[i + 1] ?? '') + (p[i] ?? '') + p.slice(i + 2);
}
function raddoppia(p: string, caso: Casuale): string {
  const i = in2(p, caso);
  return p.slice(0, i) + (p[i] ?? '') + p.slice(i);
}
function ometti(p: string, caso: Casuale): string {
  const i = in2(p, caso);
  return p.slice(0, i) + p.slice(i + 1);
}
function vicino(p: string, caso: Casuale): string {
  const i = in2(p, caso);
  return p.slice(0, i) + (VICINI[p[i] ?? ''] ?? 'x') + p.slice(i + 1);
}
function scempia(p: string): string {
  return p.replace(/([a-z])\1/, '$1');
}
function attacca(p: string, caso: Casuale): string {
  return p + caso.uno(['di', 'del', 'per']);
}
function spezza(p: string, caso: Casuale): string {
  const i = in2(p, caso);
  return `${p.slice(0, i)} ${p.slice(i)}`;
}
