import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** What makes sense in the protocollo alone is not silently dropped. */
export const soloProtocollo: Regola = ({ richiesta }) => {
  if (richiesta.categoriaEsclusa)
    throw nonValido(
      'categoria-in-repertorio',
      'categoriaEsclusa',
      'Le categorie escluse riguardano il protocollo: in un repertorio non si indicano.',
    );
  if (richiesta.copiaDi)
    throw nonValido(
      'copia-in-repertorio',
      'copiaDi',
      'La copia di un cartaceo già protocollato si registra a protocollo.',
    );
};
