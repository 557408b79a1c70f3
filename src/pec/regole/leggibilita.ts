import type { MessaggioLetto } from '../messaggio/messaggio.ts';
import { allegatiDi } from './esamina.ts';
import { apriAllegato } from './contenuto.ts';
import { guasto } from './sugli-allegati.ts';

/** RN-17.1-2. A negative one holds the registration until the operator decides. */
export type EsitoLeggibilita = { esito: 'positiva' | 'negativa'; motivi: string[] };

/**
 * Integrity and legibility of a message and its documents: what the provider signed has not changed, every file can be opened as far as
 * can be seen from outside. A signature that nobody here can recognise takes nothing away: it is not known to be wrong.
 */
export function leggibilita(
  letto: MessaggioLetto,
  contenuto: (percorso: string) => Buffer | undefined,
): EsitoLeggibilita {
  const motivi: string[] = [];
  if (letto.tipo === 'illeggibile') motivi.push('Il messaggio non si può leggere.');
  if (letto.firma.esito === 'non-valida')
    motivi.push(letto.firma.motivo ?? 'La firma del gestore sulla busta non è valida.');
  for (const parte of allegatiDi(letto)) {
    const byte = contenuto(parte.percorso);
    const motivo = byte ? guasto(apriAllegato(parte, byte)) : `«${parte.nome}» non si ritrova nel messaggio.`;
    if (motivo !== undefined) motivi.push(motivo);
    else if (parte.codificaGuasta)
      motivi.push(`«${parte.nome}» è arrivato con caratteri estranei alla sua codifica.`);
  }
  return { esito: motivi.length === 0 ? 'positiva' : 'negativa', motivi };
}
