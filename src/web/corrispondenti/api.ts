import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { caricaFile } from '../platform/http/carica.ts';
import { chiedi } from '../platform/http/chiedi.ts';
import type {
  DestinatariLetti,
  ElencoRubrica,
  NuovaVoceRubrica,
  VoceRubrica,
  VoceRubricaScritta,
} from './tipi.ts';

export function leggiRubrica(q: string, cursor?: string, limit = 50): Promise<ElencoRubrica> {
  return chiedi('GET', '/rubrica', { ricerca: { q, cursor, limit } });
}

/** Proposals while one types. */
export const proposteQuery = (q: string) =>
  queryOptions({
    queryKey: ['rubrica', 'proposte', q],
    queryFn: () => leggiRubrica(q, undefined, 8),
    enabled: q.length >= 2,
    placeholderData: keepPreviousData,
  });

export const voceQuery = (id: string) =>
  queryOptions({
    queryKey: ['rubrica', 'voce', id],
    queryFn: () => chiedi<VoceRubrica>('GET', `/rubrica/${id}`),
  });

export function aggiungiVoce(voce: NuovaVoceRubrica, chiave: string): Promise<VoceRubricaScritta> {
  return chiedi('POST', '/rubrica', { corpo: voce, chiave });
}

export function modificaVoce(
  id: string,
  voce: NuovaVoceRubrica & { versione: number },
): Promise<VoceRubricaScritta> {
  return chiedi('PUT', `/rubrica/${id}`, { corpo: voce });
}

export function disattivaVoce(id: string): Promise<void> {
  return chiedi('DELETE', `/rubrica/${id}`);
}

export function leggiDestinatari(file: File): Promise<DestinatariLetti> {
  return caricaFile('/destinatari-da-csv', file);
}
