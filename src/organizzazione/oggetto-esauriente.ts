import type { Impostazioni } from './impostazioni.schema.ts';

const piega = (testo: string): string =>
  testo
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export type DifettoOggetto = {
  codice: 'oggetto-mancante' | 'oggetto-breve' | 'oggetto-generico';
  dettaglio: string;
};

/** Why an oggetto is not concise but exhaustive: empty, too short, a generic word (RN-12.3a, RN-27.2, RN-54.1d). */
export function difettoOggetto(
  oggetto: string,
  { oggettoMinimo, oggettiVietati }: Pick<Impostazioni, 'oggettoMinimo' | 'oggettiVietati'>,
): DifettoOggetto | undefined {
  const testo = oggetto.trim();
  if (testo === '') return { codice: 'oggetto-mancante', dettaglio: 'L’oggetto è obbligatorio.' };
  if ([...testo].length < oggettoMinimo)
    return {
      codice: 'oggetto-breve',
      dettaglio: `L’oggetto deve avere almeno ${oggettoMinimo} caratteri: conciso ma esauriente.`,
    };
  if (oggettiVietati.some((generico) => piega(generico) === piega(testo)))
    return {
      codice: 'oggetto-generico',
      dettaglio: `«${testo}» è troppo generico: l’oggetto deve dire di che cosa tratta il documento.`,
    };
  return undefined;
}
