import { addestra } from '../src/suggerimenti/addestra.ts';
import { proponi } from '../src/suggerimenti/classificatore.ts';
import type { Modello } from '../src/suggerimenti/modello.ts';
import { tratti } from '../src/suggerimenti/tratti.ts';
import { proponiUffici } from '../src/suggerimenti/uffici.ts';
import { testiDelTitolario, vociDelProntuario } from './avvio.ts';
import { piuFrequenti, soloProntuario, type Proponente } from './basi.ts';
import { generaCorpus, type Caso } from './corpus/genera.ts';
import { leggiMaterie, somiglianza } from './corpus/materie.ts';

/** Right at the first proposal and within three, over all cases; `perClasse`: mean of the classes, each counting the same. */
export type Esito = { top1: number; top3: number; perClasse: { top1: number; top3: number } };

export type Valutazione = {
  prima: number;
  provati: number;
  classi: number;
  /** What nobody could do better than, given the noise. */
  tetto: { top1: number; top3: number };
  modello: Esito;
  frequenti: Esito;
  prontuario: Esito;
  /** The model of a new Comune, without any registration. */
  vuoto: Esito;
  uffici: { top1: number; top3: number };
  peggiori: { classe: string; casi: number; top3: number }[];
};

/** Examples a class must have for the target to be about it. */
const ESEMPI_MINIMI = 20;

/**
 * Learns from the first years and proposes for the last.
 *
 * @param opzioni.materieNuove the last years are only about matters the first know nothing of
 * @param opzioni.soli how many of the first registrations are learned from, the newest
 */
export function valuta(
  quanti: number,
  opzioni: { materieNuove?: boolean; soli?: number; seme?: number } = {},
): Valutazione {
  const corpus = generaCorpus(quanti, opzioni.seme, opzioni.materieNuove);
  const prima = opzioni.soli ? corpus.prima.slice(-opzioni.soli) : corpus.prima;
  const conta = new Map<string, number>();
  for (const { classe } of corpus.prima) conta.set(classe, (conta.get(classe) ?? 0) + 1);
  const poi = corpus.poi.filter((c) => (conta.get(c.classe) ?? 0) >= ESEMPI_MINIMI);

  const avvio = [...testiDelTitolario(), ...vociDelProntuario()];
  const { modello } = addestra(prima, avvio);
  const vuoto = addestra([], avvio).modello;

  const frequenti = piuFrequenti(prima);
  return {
    prima: prima.length,
    provati: poi.length,
    classi: new Set(poi.map((c) => c.classe)).size,
    tetto: tetto(poi, frequenti),
    modello: esito(poi, classiDi(modello)),
    frequenti: esito(poi, frequenti),
    prontuario: esito(poi, soloProntuario(avvio)),
    vuoto: esito(poi, classiDi(vuoto)),
    uffici: quote(
      poi.map((c) => ({
        giusta: c.ufficio,
        proposte: proponiUffici(modello, tratti(c)).map((p) => p.risposta),
      })),
    ),
    peggiori: peggiori(poi, classiDi(modello)),
  };
}

const classiDi =
  (m: Modello): Proponente =>
  (caso) =>
    proponi(m.classi, tratti(caso)).map((p) => p.risposta);

type Prova = { giusta: string; proposte: string[] };

function quote(prove: readonly Prova[]): { top1: number; top3: number } {
  return {
    top1: prove.filter((p) => p.proposte[0] === p.giusta).length / prove.length,
    top3: prove.filter((p) => p.proposte.includes(p.giusta)).length / prove.length,
  };
}

function perClasse(prove: readonly Prova[]): Map<string, Prova[]> {
  return Map.groupBy(prove, (p) => p.giusta);
}

function esito(casi: readonly Caso[], proponente: Proponente): Esito {
  const prove = casi.map((c) => ({ giusta: c.classe, proposte: proponente(c) }));
  const medie = [...perClasse(prove).values()].map(quote);
  const media = (k: 'top1' | 'top3'): number => medie.reduce((s, m) => s + m[k], 0) / medie.length;
  return { ...quote(prove), perClasse: { top1: media('top1'), top3: media('top3') } };
}

function peggiori(casi: readonly Caso[], proponente: Proponente): Valutazione['peggiori'] {
  const gruppi = perClasse(casi.map((c) => ({ giusta: c.classe, proposte: proponente(c) })));
  return [...gruppi]
    .map(([classe, prove]) => ({ classe, casi: prove.length, top3: quote(prove).top3 }))
    .sort((a, b) => a.top3 - b.top3)
    .slice(0, 10);
}

/**
 * One who understands every oggetto that says something, and for those that say nothing names the most frequent: wrong only
 * where the registration itself is. With three guesses he adds to the true class the two that were mistaken for it most often.
 */
function tetto(casi: readonly Caso[], frequenti: Proponente): { top1: number; top3: number } {
  const scambi = new Map<string, Map<string, number>>();
  for (const c of casi) {
    const suoi = scambi.get(c.vera) ?? new Map<string, number>();
    if (c.classe !== c.vera && !c.vago) suoi.set(c.classe, (suoi.get(c.classe) ?? 0) + 1);
    scambi.set(c.vera, suoi);
  }
  const terna = (vera: string): string[] => {
    const [a, b] = [...(scambi.get(vera) ?? [])].sort((x, y) => y[1] - x[1]).map(([classe]) => classe);
    return [vera, ...[a, b].filter((x) => x !== undefined)];
  };
  return quote(casi.map((c) => ({ giusta: c.classe, proposte: c.vago ? frequenti(c) : terna(c.vera) })));
}

/** How many stems a phrase of the last years shares with the most similar of the first, of all the two have. */
export function somiglianzaMedia(): { media: number; massima: number } {
  const valori = leggiMaterie().flatMap((m) =>
    m.poi.map((p) => Math.max(0, ...[...m.prima, ...m.stesse].map((t) => somiglianza(t, p)))),
  );
  return { media: valori.reduce((a, b) => a + b, 0) / valori.length, massima: Math.max(...valori) };
}
