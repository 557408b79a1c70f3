import { readFileSync } from 'node:fs';
import { parole, radice } from '../../src/suggerimenti/parole.ts';

/**
 * What is said about one class: in the first years (`prima`) and in the last (`poi`). `stesse`: in the first years too, but of
 * the matters of the last ones, in other words.
 */
export type Materia = {
  classe: string;
  ufficio: string;
  mittenti: string[];
  prima: string[];
  stesse: string[];
  poi: string[];
};

/** Classes by how often an average Comune uses them; those not named come after, in the order of the titolario. */
const PIU_USATE =
  `XI.2 VI.3 IV.3 IV.4 IX.2 XI.1 I.6 VI.5 VI.9 VIII.4 IV.8 VII.12 VII.1 VI.7 VI.8 III.13 III.1 V.2 IX.4 VII.6 XII.2 I.4 II.3
  V.1 VII.14 I.1 VI.1 X.1 III.12 XI.4 VI.10 IX.3 I.5 VII.7 IV.2 VII.9 XII.3 III.6 I.7 VIII.5 IV.6 I.8 III.8 IV.14 X.5 VII.2 III.4 IV.1
  VI.2 VIII.6 I.17 III.10 I.15 III.14 VII.3 I.2 XI.3 VI.6 III.2 I.10 IV.9 I.9 XII.1 VII.13 VIII.1 III.7 III.3 VII.5 II.11 VII.11`
    .trim()
    .split(/\s+/);

/** Stems of the words that say something; placeholders and digits left out. */
export const radici = (testo: string): Set<string> =>
  new Set(
    parole(testo.replaceAll(/\{\w+\}/g, ' '))
      .filter((p) => !p.startsWith('#'))
      .map(radice),
  );

/** Stems two texts share, of all they have (Jaccard). */
export function somiglianza(a: string, b: string): number {
  const [ra, rb] = [radici(a), radici(b)];
  const tutte = new Set([...ra, ...rb]).size;
  return tutte === 0 ? 0 : [...ra].filter((r) => rb.has(r)).length / tutte;
}

/** A phrase of the first years nearer than this to one of the last is the same phrase turned round: it is thrown out. */
const SOMIGLIANZA_MASSIMA = 2 / 3;

/** The matters of `oggetti.txt`, the most frequent class first. */
export function leggiMaterie(): Materia[] {
  const materie: Materia[] = [];
  for (const riga of righe('oggetti.txt')) {
    const ultima = materie.at(-1);
    const testo = riga.slice(2);
    if (riga.startsWith('= ')) {
      const [classe = '', ufficio = '', mittenti = ''] = testo.split(' ');
      materie.push({ classe, ufficio, mittenti: mittenti.split(','), prima: [], stesse: [], poi: [] });
    } else if (riga.startsWith('+ ')) ultima?.prima.push(testo);
    else if (riga.startsWith('- ')) ultima?.poi.push(testo);
  }
  for (const riga of righe('stesse-materie.txt')) {
    const [classe = ''] = riga.split(' ', 1);
    materie.find((m) => m.classe === classe)?.stesse.push(riga.slice(classe.length + 1));
  }
  for (const m of materie) {
    const nuova = (t: string): boolean => m.poi.every((p) => somiglianza(t, p) < SOMIGLIANZA_MASSIMA);
    m.prima = m.prima.filter(nuova);
    m.stesse = m.stesse.filter(nuova);
  }
  const rango = (m: Materia): number =>
    (PIU_USATE.indexOf(m.classe) + PIU_USATE.length + 1) % (PIU_USATE.length + 1);
  const ultimi = materie.filter((m) => !PIU_USATE.includes(m.classe));
  const primi = materie.filter((m) => PIU_USATE.includes(m.classe)).sort((a, b) => rango(a) - rango(b));
  return [...primi, ...ultimi];
}

function righe(nome: string): string[] {
  return readFileSync(new URL(nome, import.meta.url), 'utf8').split('\n');
}
