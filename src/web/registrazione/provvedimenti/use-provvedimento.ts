import { useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { paginaDi } from '../indirizzi.ts';
import type { Provvedimento, Registrazione } from '../tipi.ts';

/** Asks (or, for who may, does), then goes back to the registration, which shows what became of it. */
export function useProvvedimento<C>(
  r: Registrazione,
  invia: (r: Registrazione, corpo: C, chiave: string) => Promise<Provvedimento>,
): UseMutationResult<Provvedimento, Error, C> {
  const client = useQueryClient();
  const vai = useNavigate();
  return useInvio(
    (corpo: C, chiave) => invia(r, corpo, chiave),
    async (esito) => {
      annuncia(esito.stato === 'autorizzata' ? 'Fatto' : 'Richiesta inviata al responsabile del servizio');
      await vai({ to: paginaDi(r) });
      for (const chiave of ['registrazione', 'storia', 'registro', 'richieste'])
        void client.invalidateQueries({ queryKey: [chiave] });
    },
  );
}
