import { queryOptions } from '@tanstack/react-query';
import { elencaRichiesteFascicolo, elencaSegnalazioni } from '../api.ts';

/** How many reports and requests wait, among those that who is working may see. */
export const apertiQuery = queryOptions({
  queryKey: ['segnalazioni-fascicolazione', 'conto'],
  queryFn: async () => {
    const [segnalazioni, richieste] = await Promise.all([
      elencaSegnalazioni('aperta'),
      elencaRichiesteFascicolo('aperta'),
    ]);
    return segnalazioni.items.length + richieste.items.length;
  },
  refetchInterval: 60_000,
});
