import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/**
 * A document of an excluded kind is not registered (RN-38.1-4, DPR 445/2000 art. 53 c. 5): the operator corrects the
 * kind or records the exclusion. What came by raccomandata is registered whatever its kind (RN-64.1, AMB-31).
 */
export const documentiEsclusi: Regola = (bozza, { fatti }) => {
  const { categoriaEsclusa, mezzo } = bozza.richiesta;
  if (!categoriaEsclusa) return;
  if (!fatti.categoria)
    throw nonValido(
      'categoria-sconosciuta',
      'categoriaEsclusa',
      `La categoria «${categoriaEsclusa}» non esiste.`,
    );
  if (mezzo === 'raccomandata') {
    bozza.avvisi.push(
      `Registrato perché pervenuto per raccomandata, benché della categoria esclusa «${fatti.categoria.denominazione}».`,
    );
    return;
  }
  throw nonValido(
    'categoria-esclusa',
    'categoriaEsclusa',
    `I documenti della categoria «${fatti.categoria.denominazione}» non si registrano (${fatti.categoria.origine}). Correggere la categoria o annotare l’esclusione.`,
    { categoria: fatti.categoria.codice, origine: fatti.categoria.origine },
  );
};
