import { parole, radice } from './parole.ts';

/** What a suggestion is asked for, and what an example was made of. */
export type Descrizione = {
  oggetto: string;
  corrispondente?: string;
  mezzo?: string;
  flusso?: string;
  registro?: string;
};

/** Where each feature falls, and how much it counts before its rarity is considered. No index twice. */
export type Tratti = { indici: Uint32Array; pesi: Float32Array };

/** Places features are hashed into: a power of two. */
export const POSTI = 1 << 17;

/** FNV-1a: the same in every version of the program, because stored models depend on it. */
function posto(testo: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < testo.length; i++) h = Math.imul(h ^ testo.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  return (Math.imul(h, 0x2c1b3c6d) >>> 8) & (POSTI - 1);
}

const PESO = { parola: 1, coppia: 0.3, inizio: 0.6, pezzo: 0.35, chi: 0.25, mezzo: 0.1 };

/**
 * Words, pairs of neighbours, beginnings of words (abbreviations are beginnings), pieces of words (a slip of the
 * keyboard spoils one word and few of its pieces), words of the correspondent, mezzo, flusso, register.
 */
export function tratti(d: Descrizione): Tratti {
  const somma = new Map<number, number>();
  const aggiungi = (nome: string, peso: number): void => {
    const p = posto(nome);
    somma.set(p, Math.max(somma.get(p) ?? 0, peso));
  };
  const oggetto = parole(d.oggetto);
  let prima = '';
  for (const parola of oggetto) {
    if (parola.startsWith('#')) {
      aggiungi(parola, 0.3);
      continue;
    }
    const r = radice(parola);
    aggiungi(`p ${r}`, PESO.parola);
    if (prima) aggiungi(`c ${prima} ${r}`, PESO.coppia);
    prima = r;
    if (parola.length >= 4) aggiungi(`i ${parola.slice(0, 4)}`, PESO.inizio * 0.6);
    if (parola.length >= 6) aggiungi(`i ${parola.slice(0, 6)}`, PESO.inizio);
    const bordata = `_${parola}_`;
    if (parola.length >= 4)
      for (const n of [4, 5])
        for (let i = 0; i + n <= bordata.length; i++) aggiungi(`n ${bordata.slice(i, i + n)}`, PESO.pezzo);
  }
  for (const parola of parole(d.corrispondente ?? '').slice(0, 12)) aggiungi(`m ${radice(parola)}`, PESO.chi);
  if (d.mezzo) aggiungi(`mezzo ${d.mezzo}`, PESO.mezzo);
  if (d.flusso) aggiungi(`flusso ${d.flusso}`, PESO.mezzo);
  if (d.registro) aggiungi(`registro ${d.registro}`, PESO.mezzo);
  return { indici: Uint32Array.from(somma.keys()), pesi: Float32Array.from(somma.values()) };
}
