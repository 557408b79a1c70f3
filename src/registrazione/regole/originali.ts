import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';
import { avvisiOriginali } from '../avvisi-originali.ts';

/** Of a paper document of a repertorio two originals are made, one for it and one for the fascicolo: said, not imposed (RN-47.4-2). */
export const originaliCartacei: Regola = ({ richiesta, avvisi }) => {
  const { originali = [], supporto, analogico } = richiesta;
  if (supporto !== 'analogico') {
    if (originali.length > 0)
      throw nonValido(
        'originali-di-digitale',
        'originali',
        'Un documento digitale non ha originali cartacei da collocare.',
      );
    return;
  }
  if (analogico?.unico && originali.length > 1)
    throw nonValido('originali-di-unico', 'originali', 'Un esemplare unico non ha altri originali.');
  avvisi.push(...avvisiOriginali(originali));
};
