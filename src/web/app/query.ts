import { QueryClient } from '@tanstack/react-query';
import { ErroreRete } from '../platform/http/errore.ts';

/** A refusal is an answer and is not asked again; silence is. */
export function creaClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (volte, errore) => errore instanceof ErroreRete && volte < 2,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
