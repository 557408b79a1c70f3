import { useQuery } from '@tanstack/react-query';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { useRitardato } from '../platform/ui/use-ritardato.ts';
import { propostaQuery } from './api.ts';
import type { DomandaSmistamento, SmistamentoProposto } from './tipi.ts';

const FERMO = 400;

/**
 * Where the rules would send what is being written, asked once the writing pauses.
 *
 * @param domanda undefined where the rules have nothing to say: what does not arrive
 */
export function useProposta(domanda: DomandaSmistamento | undefined): SmistamentoProposto | undefined {
  const puo = usePermesso('suggerimento.consulta');
  const testo = useRitardato(JSON.stringify(domanda ?? null), FERMO);
  const ferma = JSON.parse(testo) as DomandaSmistamento | null;
  const chiede = puo && domanda !== undefined && ferma !== null;
  const { data } = useQuery({ ...propostaQuery(ferma ?? { oggetto: '' }), enabled: chiede });
  return chiede ? data : undefined;
}
