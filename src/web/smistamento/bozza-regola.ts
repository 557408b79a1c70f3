import type { NuovaRegola, RegolaSmistamento } from './tipi.ts';

/** A rule as the form holds it: every field has a value. */
export type BozzaRegola = {
  nome: string;
  attiva: boolean;
  dal: string;
  al: string;
  classificazione: string;
  rubrica: { id: string; nominativo: string } | undefined;
  mittente: string;
  mezzo: string;
  casella: string;
  tutte: string;
  almenoUna: string;
  nessuna: string;
  competenza: string;
  conoscenza: string[];
  nota: string;
};

export function bozzaDi(r: RegolaSmistamento | undefined, oggi: string): BozzaRegola {
  // Of a closed office the one that does its work is already chosen, to be confirmed.
  const codice = (u: RegolaSmistamento['conoscenza'][number] | undefined): string =>
    (u?.chiuso ? u.successore?.codice : u?.codice) ?? '';
  return {
    nome: r?.nome ?? '',
    attiva: r?.attiva ?? true,
    dal: r?.dal ?? oggi,
    al: r?.al ?? '',
    classificazione: r?.classificazione?.codice ?? '',
    rubrica: r?.rubrica,
    mittente: r?.mittente ?? '',
    mezzo: r?.mezzo ?? '',
    casella: r?.casella ?? '',
    tutte: r?.parole.tutte.join(', ') ?? '',
    almenoUna: r?.parole.almenoUna.join(', ') ?? '',
    nessuna: r?.parole.nessuna.join(', ') ?? '',
    competenza: codice(r?.competenza),
    conoscenza: [...new Set(r?.conoscenza.map(codice))].filter(
      (c) => c !== '' && c !== codice(r?.competenza),
    ),
    nota: r?.nota ?? '',
  };
}

const parole = (testo: string): string[] =>
  testo
    .split(/[,;\n]/)
    .map((p) => p.trim())
    .filter((p) => p !== '');

export function regolaDa(b: BozzaRegola): NuovaRegola {
  const seCe = (testo: string): string | null => testo.trim() || null;
  return {
    nome: b.nome.trim(),
    attiva: b.attiva,
    ...(b.dal && { dal: b.dal }),
    al: b.al || null,
    classificazione: seCe(b.classificazione),
    rubrica: b.rubrica?.id ?? null,
    mittente: b.rubrica ? null : seCe(b.mittente),
    mezzo: seCe(b.mezzo),
    casella: seCe(b.casella),
    parole: { tutte: parole(b.tutte), almenoUna: parole(b.almenoUna), nessuna: parole(b.nessuna) },
    competenza: seCe(b.competenza),
    conoscenza: b.conoscenza,
    nota: seCe(b.nota),
  };
}
