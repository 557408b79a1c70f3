import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Annunci } from '../platform/ui/annunci.tsx';
import { creaClient } from './query.ts';
import { Ingresso } from './ingresso.tsx';

const client = creaClient();

export function App(): ReactElement {
  return (
    <QueryClientProvider client={client}>
      <Ingresso />
      <Annunci />
    </QueryClientProvider>
  );
}
