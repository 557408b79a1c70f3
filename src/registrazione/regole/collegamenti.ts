import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** Links to other registrations (RN-55.1d) must lead somewhere. A reply has a number of its own and a link (RN-52.5-2). */
export const collegamentiEsistenti: Regola = (bozza, { fatti }) => {
  for (const [i, { tipo, anno, numero }] of (bozza.richiesta.collegamenti ?? []).entries()) {
    const altra = fatti.riferimenti.find((r) => r.anno === anno && r.numero === numero);
    if (!altra)
      throw nonValido(
        'collegamento-inesistente',
        `collegamenti.${i}`,
        `La registrazione ${numero}/${anno} a cui collegare non esiste.`,
      );
    if (!bozza.collegamenti.some((c) => c.tipo === tipo && c.altra.id === altra.id))
      bozza.collegamenti.push({ tipo, altra });
  }
};
