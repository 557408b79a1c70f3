import { type Mancanza } from './errore-consegna.ts';

export const STATI_CASELLA = [
  'casella',
  'esterno',
  'inesistente',
  'disattivata',
  'piena',
  'dominio-inesistente',
  'irraggiungibile',
] as const;
export type StatoCasella = (typeof STATI_CASELLA)[number];

/** Why a message does not get into a box; real providers put a code of RFC 3463 in front of the words. */
export function mancanza(stato: StatoCasella, gestore: string): Mancanza | undefined {
  switch (stato) {
    case 'inesistente':
      return { errore: 'no-dest', esteso: `5.1.1 - ${gestore} - indirizzo non valido` };
    case 'dominio-inesistente':
      return { errore: 'no-dominio', esteso: `5.1.2 - ${gestore} - dominio non valido` };
    case 'disattivata':
      return { errore: 'altro', esteso: `5.2.1 - ${gestore} - casella disattivata` };
    case 'piena':
      return { errore: 'altro', esteso: `5.2.2 - ${gestore} - casella piena` };
    default:
      return undefined;
  }
}
