import { giornoDiRoma } from '#platform/clock';
import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

const TOLLERANZA_MS = 5 * 60_000;

/** Arrival, document and sender's dates belong to what arrived and to the past (AMB-21, RN-54.1e). */
export const datePlausibili: Regola = ({ richiesta }, { adesso }) => {
  const oggi = giornoDiRoma(adesso);
  if (richiesta.flusso !== 'E') {
    if (richiesta.dataArrivo)
      throw nonValido(
        'arrivo-solo-in-entrata',
        'dataArrivo',
        'La data di arrivo riguarda i documenti in arrivo.',
      );
    if (richiesta.protocolloMittente)
      throw nonValido(
        'protocollo-mittente-solo-in-entrata',
        'protocolloMittente',
        'Il protocollo del mittente riguarda i documenti in arrivo.',
      );
  }
  if (richiesta.dataArrivo && Date.parse(richiesta.dataArrivo) > adesso.getTime() + TOLLERANZA_MS) {
    throw nonValido('arrivo-futuro', 'dataArrivo', 'Il documento non può essere arrivato nel futuro.');
  }
  if (richiesta.protocolloMittente?.data && richiesta.protocolloMittente.data > oggi) {
    throw nonValido(
      'protocollo-mittente-futuro',
      'protocolloMittente.data',
      'La data del protocollo del mittente è nel futuro.',
    );
  }
  if (richiesta.dataDocumento && richiesta.dataDocumento > oggi) {
    throw nonValido('data-documento-futura', 'dataDocumento', 'La data del documento è nel futuro.');
  }
};
