import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** No number is booked for a document that is not there: a file, or paper declared at hand (RN-28.2, RN-A.11). */
export const documentoDisponibile: Regola = ({ richiesta }) => {
  if (richiesta.supporto === 'analogico') {
    if (!richiesta.analogico) {
      throw nonValido(
        'analogico-da-descrivere',
        'analogico',
        'Per un documento cartaceo indicare se è originale o copia, se unico, e che è disponibile.',
      );
    }
    if (!richiesta.analogico.disponibile) {
      throw nonValido(
        'cartaceo-non-disponibile',
        'analogico.disponibile',
        'Non si può riservare un numero: il documento cartaceo deve essere presso l’ufficio.',
      );
    }
    return;
  }
  if (richiesta.analogico)
    throw nonValido(
      'analogico-di-digitale',
      'analogico',
      'Un documento digitale non ha esemplari cartacei da descrivere.',
    );
  if (!richiesta.documentoPrincipale) {
    throw nonValido(
      'documento-mancante',
      'documentoPrincipale',
      'Manca il documento: caricare il file, o dichiarare che è cartaceo e disponibile.',
    );
  }
};
