import type { Registrata } from '../src/suggerimenti/addestra.ts';
import type { Caso } from './corpus/genera.ts';
import { radici } from './corpus/materie.ts';

/** Something that proposes classes for a case, best first. */
export type Proponente = (caso: Caso) => string[];

/** Always the three classes most used so far. */
export function piuFrequenti(prima: readonly Caso[]): Proponente {
  const conta = new Map<string, number>();
  for (const { classe } of prima) conta.set(classe, (conta.get(classe) ?? 0) + 1);
  const prime = [...conta].sort((a, b) => b[1] - a[1]).map(([classe]) => classe);
  return () => prime.slice(0, 3);
}

/**
 * Who looks the words up in the prontuario and in the voci of the titolario: the class of the entry with most of its words
 * in the oggetto, of two alike the one that is said more fully.
 */
export function soloProntuario(voci: readonly Registrata[]): Proponente {
  const indice = voci.map((v) => ({ classe: v.classe ?? '', radici: radici(v.oggetto) }));
  return ({ oggetto }) => {
    const sue = radici(oggetto);
    const punti = new Map<string, number>();
    for (const { classe, radici: r } of indice) {
      const comuni = [...r].filter((x) => sue.has(x)).length;
      if (comuni > 0) punti.set(classe, Math.max(punti.get(classe) ?? 0, comuni + comuni / r.size));
    }
    return [...punti]
      .sort((a, b) => b[1] - a[1])
      .map(([classe]) => classe)
      .slice(0, 3);
  };
}
