import { useQuery } from '@tanstack/react-query';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { suggerimentiQuery } from './api.ts';
import type { DomandaSuggerimenti, Suggerimenti } from './tipi.ts';

/** Fewer letters say nothing yet. */
const LETTERE = 6;
const FERMO = 400;

/** Proposals for what is being written, asked once the writing pauses. */
export function useSuggerimenti(domanda: DomandaSuggerimenti): Suggerimenti | undefined {
  const puo = usePermesso('suggerimento.consulta');
  const testo = useRitardato(JSON.stringify({ ...domanda, oggetto: domanda.oggetto.trim() }), FERMO);
  const ferma = JSON.parse(testo) as DomandaSuggerimenti;
  const chiede = puo && ferma.oggetto.length >= LETTERE;
  const { data } = useQuery({ ...suggerimentiQuery(ferma), enabled: chiede });
  return chiede ? data : undefined;
}
