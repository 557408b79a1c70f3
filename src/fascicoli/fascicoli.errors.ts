import { sqlstate } from '#platform/db';
import { Rifiuto } from '#platform/http';

/** Refusal about one field of the request. */
export function nonValido(codice: string, campo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `fascicolo.${codice}`, categoria: 'nonValido', campo, dettaglio });
}

export function nonAmmesso(codice: string, dettaglio: string, dati?: Record<string, unknown>): Rifiuto {
  return new Rifiuto({
    codice: `fascicolo.${codice}`,
    categoria: 'nonAmmesso',
    dettaglio,
    ...(dati && { dati }),
  });
}

export function conflitto(codice: string, dettaglio: string, dati?: Record<string, unknown>): Rifiuto {
  return new Rifiuto({
    codice: `fascicolo.${codice}`,
    categoria: 'conflitto',
    dettaglio,
    ...(dati && { dati }),
  });
}

/** Also when it exists, but is reserved to offices other than the one asking (RN-44.1d). */
export function nonTrovato(numero: string): Rifiuto {
  return new Rifiuto({
    codice: 'fascicolo.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: `Il fascicolo ${numero} non c’è, o non è aperto all’ufficio.`,
  });
}

export const chiuso = (numero: string): Rifiuto =>
  conflitto('chiuso', `Il fascicolo ${numero} è chiuso: per cambiarlo va riaperto, con un motivo.`);

export const nonClassificato = (): Rifiuto =>
  nonValido(
    'documento-non-classificato',
    'registrazione',
    'Il documento non è classificato: non può andare in un fascicolo (art. 40).',
  );

export const documentoAnnullato = (): Rifiuto =>
  conflitto('documento-annullato', 'La registrazione è annullata: non va in un fascicolo.');

export const giaDentro = (numero: string): Rifiuto =>
  conflitto('gia-inserito', `Il documento è già nel fascicolo ${numero}.`, { fascicolo: numero });

/** What the database refused at the last moment, because somebody came between: the same refusal as a moment before. */
export function rifiutoBancaDati(errore: unknown, numero: string): unknown {
  switch (sqlstate(errore)) {
    case 'TB009':
      return chiuso(numero);
    case 'TB021':
      return nonClassificato();
    case 'TB004':
      return documentoAnnullato();
    case '23505':
      return giaDentro(numero);
    default:
      return errore;
  }
}
