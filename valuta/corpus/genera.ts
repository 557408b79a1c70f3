import type { Descrizione } from '../../src/suggerimenti/tratti.ts';
import { Casuale } from './casuale.ts';
import * as mani from './mani.ts';
import { leggiMaterie, type Materia } from './materie.ts';
import * as nomi from './nomi.ts';

/** Fixed before anything was measured. */
export const RUMORE = {
  /** Registered under another class of the same titolo, as who is in a hurry does. */
  classe: 0.05,
  ufficio: 0.05,
  /** Oggetti that say nothing («trasmissione documentazione»). */
  vaghi: 0.02,
  /** Oggetti with a slip of the keyboard. */
  sbagli: 0.2,
};
const QUOTA_PRIMA = 0.6;

export type Caso = Descrizione & {
  /** Class and office as registered, which may be wrong. */
  classe: string;
  ufficio: string;
  /** Class the matter is about. */
  vera: string;
  vago: boolean;
};

const VAGHI = {
  prima: [
    'Trasmissione documentazione',
    'Integrazione',
    'Comunicazione',
    'Invio nota',
    'Richiesta informazioni',
  ],
  poi: [
    'Riscontro a Vostra nota',
    'Documenti richiesti',
    'Si trasmette quanto in oggetto',
    'Sollecito risposta',
  ],
};
const MESI = ['gennaio', 'marzo', 'maggio', 'luglio', 'ottobre'];

/**
 * Registrations of an invented Comune in order of time: the first six tenths and, by other offices in other words, the
 * rest. The same `seme` gives the same.
 *
 * @param materieNuove the last years are only about matters of which nobody wrote in the first
 */
export function generaCorpus(
  quanti: number,
  seme = 20261122,
  materieNuove = false,
): { prima: Caso[]; poi: Caso[] } {
  const materie = leggiMaterie().map((m) => ({
    ...m,
    prima: materieNuove ? m.prima : [...m.prima, ...m.stesse],
  }));
  const caso = new Casuale(seme);
  const scegli = zipf(materie.length, caso);
  const fai = (n: number, epoca: 'prima' | 'poi'): Caso[] =>
    Array.from({ length: n }, () => registrazione(materie, scegli, epoca, caso));
  const quantiPrima = Math.round(quanti * QUOTA_PRIMA);
  return { prima: fai(quantiPrima, 'prima'), poi: fai(quanti - quantiPrima, 'poi') };
}

/** Draws ranks with frequency 1 / (rank + 5). */
function zipf(n: number, caso: Casuale): () => number {
  const cumulate: number[] = [];
  let totale = 0;
  for (let i = 0; i < n; i++) cumulate.push((totale += 1 / (i + 5)));
  return () => {
    const x = caso.numero() * totale;
    return cumulate.findIndex((c) => c > x);
  };
}

function registrazione(
  materie: Materia[],
  scegli: () => number,
  epoca: 'prima' | 'poi',
  caso: Casuale,
): Caso {
  const m = materie[scegli()];
  if (!m) throw new Error('materia mancante');
  const prima = epoca === 'prima';
  const n = prima ? nomi.PRIMA : nomi.POI;
  const mano = caso.uno(prima ? mani.PRIMA : mani.POI);
  const vago = caso.capita(RUMORE.vaghi);
  const materia = vago ? caso.uno(VAGHI[epoca]) : caso.uno(m[epoca]);
  const vicine = materie.filter((x) => x !== m && x.classe.split('.')[0] === m.classe.split('.')[0]);
  const classe = caso.capita(RUMORE.classe) && vicine.length > 0 ? caso.uno(vicine).classe : m.classe;
  return {
    oggetto: scrivi(materia, mano, n, caso),
    corrispondente: mittente(caso.uno(m.mittenti), n, caso),
    mezzo: caso.uno(['pec', 'pec', 'email', 'posta', 'sportello', 'portale']),
    classe,
    ufficio: caso.capita(RUMORE.ufficio) ? caso.uno(materie).ufficio : m.ufficio,
    vera: m.classe,
    vago,
  };
}

function mittente(tipo: string, n: nomi.Nomi, caso: Casuale): string {
  if (tipo === 'C') return `${caso.uno(n.cognome)} ${caso.uno(n.nome)}`;
  if (tipo === 'D') return caso.uno(n.ditta);
  if (tipo === 'A') return `Associazione ${caso.uno(n.associazione)}`;
  if (tipo === 'Q') return `Istituto comprensivo ${caso.uno(n.scuola)}`;
  if (tipo === 'U') return `Comune di ${caso.uno(n.comune)}`;
  return caso.uno(n.mittenti[tipo] ?? []);
}

function scrivi(materia: string, mano: mani.Mano, n: nomi.Nomi, caso: Casuale): string {
  const cornice = caso.uno(mano.cornici);
  const segni: Record<string, () => string> = {
    via: () => `${caso.uno(n.via)} ${caso.intero(1, 90)}`,
    cognome: () => caso.uno(n.cognome),
    comune: () => caso.uno(n.comune),
    ditta: () => caso.uno(n.ditta),
    scuola: () => caso.uno(n.scuola),
    associazione: () => caso.uno(n.associazione),
    n: () => String(caso.intero(1, 9000)),
    anno: () => String(caso.intero(2015, 2026)),
    data: () => `${caso.intero(1, 28)}/${caso.intero(1, 12)}/${caso.intero(2019, 2026)}`,
    mese: () => caso.uno(MESI),
    targa: () => `${caso.uno(['AB', 'CX', 'FR'])}${caso.intero(100, 999)}${caso.uno(['KL', 'ZT', 'GH'])}`,
  };
  const riempi = (testo: string): string =>
    testo.replaceAll(/\{(\w+)\}/g, (tutto, nome: string) => segni[nome]?.() ?? tutto);
  let k = riempi(materia);
  for (const [lunga, corta] of mano.abbreviazioni) k = k.replaceAll(lunga, corta);
  if (caso.capita(RUMORE.sbagli)) k = sbaglia(k, mano, caso);
  const testo = riempi(cornice.replace('{k}', () => k).replace('{K}', () => k.toUpperCase()));
  return testo.charAt(0).toUpperCase() + testo.slice(1);
}

/** One word long enough is written wrong. */
function sbaglia(testo: string, mano: mani.Mano, caso: Casuale): string {
  const lunghe = testo.match(/[a-zàèéìòù]{5,}/g);
  if (!lunghe) return testo;
  const parola = caso.uno(lunghe);
  return testo.replace(parola, caso.uno(mano.sbagli)(parola, caso));
}
