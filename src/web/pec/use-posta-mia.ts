import { useQuery } from '@tanstack/react-query';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { caselleQuery } from './api.ts';

/** Whether there is mail for who is working: that of the Ufficio Protocollo, or of a box given to his office (RN-7.2, RN-17.4). */
export function usePostaMia(): boolean {
  const legge = usePermesso('pec.legge');
  const { incarico } = useSessione();
  const { data } = useQuery({ ...caselleQuery, enabled: legge });
  return legge && (incarico?.unita.ufficioProtocollo === true || (data?.items.length ?? 0) > 0);
}
