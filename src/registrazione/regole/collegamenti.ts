import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';
import { stessaRegistrazione } from '../stessa-registrazione.ts';
import { REGISTRAZIONE_PARTICOLARE } from './una-sola-registrazione.ts';

/** Links to other registrations (RN-55.1d) must lead somewhere. A reply has a number of its own and a link (RN-52.5-2). */
export const collegamentiEsistenti: Regola = (bozza, { fatti }) => {
  for (const [i, voce] of (bozza.richiesta.collegamenti ?? []).entries()) {
    const { tipo, anno, numero, registro = fatti.registro.codice } = voce;
    if (tipo === REGISTRAZIONE_PARTICOLARE)
      throw nonValido(
        'collegamento-automatico',
        `collegamenti.${i}`,
        'Il collegamento fra protocollo e repertorio si fa da sé: indicare dove il documento è già registrato.',
      );
    const altra = fatti.riferimenti.find((r) => stessaRegistrazione(r, { registro, anno, numero }));
    if (!altra)
      throw nonValido(
        'collegamento-inesistente',
        `collegamenti.${i}`,
        `La registrazione ${registro} ${numero}/${anno} a cui collegare non esiste.`,
      );
    if (!bozza.collegamenti.some((c) => c.tipo === tipo && c.altra.id === altra.id))
      bozza.collegamenti.push({ tipo, altra });
  }
};
