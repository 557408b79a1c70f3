import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

export const MITTENTE_ANONIMO = 'MITTENTE ANONIMO';

/** Anonymous documents are registered all the same, with the wording as sender and on the segnatura (RN-66.1). */
export const mittenteAnonimo: Regola = (bozza) => {
  if (!bozza.richiesta.anonimo) return;
  if (bozza.richiesta.flusso !== 'E')
    throw nonValido('anonimo-solo-arrivo', 'anonimo', 'Solo un documento in arrivo può essere anonimo.');
  if (bozza.mittenti.length > 0)
    throw nonValido(
      'anonimo-con-mittente',
      'mittente',
      'Un documento anonimo non ha mittente: togliere il mittente o la spunta.',
    );
  bozza.mittenti.push({ tipo: 'anonimo', nominativo: MITTENTE_ANONIMO });
  bozza.diciture.push(MITTENTE_ANONIMO);
};
