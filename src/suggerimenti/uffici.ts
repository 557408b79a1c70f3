import { proponi, type Classificatore, type Proposta } from './classificatore.ts';
import type { Tratti } from './tratti.ts';

/** Of the registrations of a class, the share each office had. */
export type UfficiPerClasse = Record<string, Record<string, number>>;

/** Classes that count: those after these weigh nothing. */
const CLASSI = 10;

export function ufficiPerClasse(
  registrate: readonly { classe?: string | undefined; ufficio?: string | undefined }[],
): UfficiPerClasse {
  const conta: UfficiPerClasse = {};
  for (const { classe, ufficio } of registrate) {
    if (classe === undefined || ufficio === undefined) continue;
    const suoi = (conta[classe] ??= {});
    suoi[ufficio] = (suoi[ufficio] ?? 0) + 1;
  }
  for (const suoi of Object.values(conta)) {
    const totale = Object.values(suoi).reduce((a, b) => a + b, 0);
    for (const ufficio of Object.keys(suoi)) suoi[ufficio] = (suoi[ufficio] ?? 0) / totale;
  }
  return conta;
}

/**
 * The likeliest offices: half from the words themselves, half from the classes the words lead to and the offices those
 * go to. Classes know titolario and prontuario, so they understand words the offices have never had.
 */
export function proponiUffici(
  modello: { classi: Classificatore; uffici: Classificatore; perClasse: UfficiPerClasse },
  t: Tratti,
  quante = 3,
): Proposta[] {
  const somma = new Map<string, number>();
  const aggiungi = (ufficio: string, quota: number): void => {
    somma.set(ufficio, (somma.get(ufficio) ?? 0) + quota / 2);
  };
  for (const p of proponi(modello.uffici, t, modello.uffici.risposte.length))
    aggiungi(p.risposta, p.punteggio);
  for (const p of proponi(modello.classi, t, CLASSI))
    for (const [ufficio, quota] of Object.entries(modello.perClasse[p.risposta] ?? {}))
      aggiungi(ufficio, p.punteggio * quota);
  return [...somma]
    .map(([risposta, punteggio]) => ({ risposta, punteggio }))
    .sort((a, b) => b.punteggio - a.punteggio)
    .slice(0, quante);
}
