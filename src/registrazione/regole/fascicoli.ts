import type { Regola } from '../bozza.ts';
import { conflitto, nonValido } from '../registrazione.errors.ts';

/**
 * A document is filed while it is registered in fascicoli that are there, open, and open to the office; with a class (RN-40.1),
 * and in one of another class only if somebody says so (RN-43.2).
 */
export const fascicoliIndicati: Regola = ({ richiesta }, { fatti, fascicoli }) => {
  const numeri = richiesta.fascicoli ?? [];
  if (numeri.length === 0) return;
  if (!fatti.voce) {
    throw nonValido(
      'fascicolo-senza-classificazione',
      'classificazione',
      'Per mettere il documento in un fascicolo occorre classificarlo (art. 40).',
    );
  }
  for (const [i, numero] of numeri.entries()) {
    const trovato = fascicoli.find((f) => f.numero === numero);
    if (!trovato)
      throw nonValido(
        'fascicolo-sconosciuto',
        `fascicoli.${i}`,
        `Il fascicolo ${numero} non c’è, o non è aperto all’ufficio.`,
      );
    if (trovato.chiuso)
      throw nonValido('fascicolo-chiuso', `fascicoli.${i}`, `Il fascicolo ${numero} è chiuso.`);
    if (!trovato.stessaClasse && richiesta.confermaAltraClasse !== true)
      throw conflitto(
        'fascicolo-altra-classe',
        `Il documento è classificato in ${fatti.voce.codice}, il fascicolo ${numero} in ${trovato.classificazione}: inserirlo va confermato.`,
        { fascicolo: numero, classificazione: trovato.classificazione },
      );
  }
};
