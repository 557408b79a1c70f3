import { useSessione } from '../../autorizzazioni/sessione.ts';
import type { Profilo } from '../api.ts';

const registro: Profilo[] = ['consultazione', 'operatore', 'responsabile'];

/**
 * The profiles that who is working may give, change and revoke: those of the register the RSP, that of administrator an administrator
 * (RN-4.3a, RN-72.2a). The server decides in any case.
 */
export function useProfiliDecisi(): Profilo[] {
  const { permessi } = useSessione();
  if (!permessi.includes('autorizzazione.concede')) return [];
  return [
    ...(permessi.includes('autorizzazione.decide') ? registro : []),
    ...(permessi.includes('utente.gestisce') ? (['amministratore'] as const) : []),
  ];
}
