import { everyPart, type MimeFault, type Part } from '#platform/mime';
import type { Daticert, TipoMessaggio } from './messaggio.ts';
import { eRicevuta } from './tipo.ts';

const DIFETTI: Partial<Record<MimeFault, string>> = {
  depth: 'Il messaggio ne contiene altri troppo in profondità: i più interni non sono stati aperti.',
  parts: 'Il messaggio ha troppe parti: le ultime non sono state divise.',
  head: 'Le intestazioni sono troppe: le ultime non sono state lette.',
  boundary: 'Le parti del messaggio non sono divise come dichiarato.',
  unclosed: 'Il messaggio finisce prima del previsto: potrebbe essere incompleto.',
  'not-a-message': 'Un allegato dichiarato come messaggio non lo è.',
  'no-blank-line': 'Manca la riga vuota fra le intestazioni e il testo.',
};

/** What should be there and is not, and what was wrong in the form. */
export function mancanze(
  busta: Part,
  tipo: TipoMessaggio,
  interno: Part | undefined,
  daticert: Daticert | undefined,
): string[] {
  const difetti = new Set([...everyPart(busta)].flatMap(({ faults }) => faults));
  const certificata = tipo === 'posta-certificata';
  return [
    certificata && !interno && 'La busta non contiene il messaggio originale (postacert.eml).',
    (certificata || eRicevuta(tipo)) &&
      !daticert &&
      'Mancano i dati di certificazione (daticert.xml), o non si possono leggere.',
    tipo === 'anomalia' && !interno && 'La busta di anomalia non contiene il messaggio ricevuto.',
    daticert &&
      daticert.tipo !== tipo &&
      `I dati di certificazione sono di tipo «${daticert.tipo}», la busta di tipo «${tipo}».`,
    ...[...difetti].map((difetto) => DIFETTI[difetto]),
  ].filter((avviso): avviso is string => typeof avviso === 'string');
}
