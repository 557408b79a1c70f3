import type { RigaMessaggio } from './messaggi.queries.ts';
import type { Esito } from './messaggi.schema.ts';

const SOTTOSCRITTO = 'bes-13';

/** The verdicts on a message with what somebody saw of it: what is a scan of a signed original is signed (BES-13). */
export function esitiVisti(m: Pick<RigaMessaggio, 'lettura' | 'scansioni'>): Esito[] {
  const nomi = new Map((m.lettura?.parti ?? []).map((p) => [p.percorso, p.nome]));
  return (m.lettura?.esiti ?? []).map((e) =>
    e.codice === SOTTOSCRITTO && e.allegato !== undefined && m.scansioni.includes(e.allegato)
      ? {
          ...e,
          esito: 'conforme',
          testo: `«${nomi.get(e.allegato) ?? e.allegato}» è la scansione di un originale sottoscritto.`,
        }
      : e,
  );
}

const mancaDi = (esiti: readonly Esito[], codice: string): boolean =>
  esiti.some((e) => e.codice === codice && e.esito === 'non-conforme');

/** Ordinary mail without the copy of an identity document (BES-10). */
export const eIncompleto = (esiti: readonly Esito[]): boolean => mancaDi(esiti, 'bes-10');
/** Something in it cannot be opened (BES-19). */
export const eGuasto = (esiti: readonly Esito[]): boolean => mancaDi(esiti, 'bes-19');
