import { completaImpostazioni } from '#organizzazione';
import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

const piega = (testo: string) =>
  testo
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Exactly one oggetto, concise but exhaustive: not empty, not too short, not a generic word (RN-12.3a, RN-54.1d). */
export const oggettoEsauriente: Regola = ({ richiesta }, { fatti }) => {
  const { oggettoMinimo, oggettiVietati } = completaImpostazioni(fatti.impostazioni);
  const testo = richiesta.oggetto.trim();
  if (testo === '') throw nonValido('oggetto-mancante', 'oggetto', 'L’oggetto è obbligatorio.');
  if ([...testo].length < oggettoMinimo) {
    throw nonValido(
      'oggetto-breve',
      'oggetto',
      `L’oggetto deve avere almeno ${oggettoMinimo} caratteri: conciso ma esauriente.`,
    );
  }
  if (oggettiVietati.some((generico) => piega(generico) === piega(testo))) {
    throw nonValido(
      'oggetto-generico',
      'oggetto',
      `«${testo}» è troppo generico: l’oggetto deve dire di che cosa tratta il documento.`,
    );
  }
};
