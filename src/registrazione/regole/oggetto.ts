import { completaImpostazioni, difettoOggetto } from '#organizzazione';
import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

/** Exactly one oggetto, concise but exhaustive: not empty, not too short, not a generic word (RN-12.3a, RN-54.1d). */
export const oggettoEsauriente: Regola = ({ richiesta }, { fatti }) => {
  const difetto = difettoOggetto(richiesta.oggetto, completaImpostazioni(fatti.impostazioni));
  if (difetto) throw nonValido(difetto.codice, 'oggetto', difetto.dettaglio);
};
