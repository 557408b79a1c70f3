import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';

const MASSIMO = 200_000;

/** The beginning of a plain text. */
export function AnteprimaTesto({ indirizzo }: { indirizzo: string }): ReactElement {
  const { data, error, isPending } = useQuery({
    queryKey: ['testo', indirizzo],
    queryFn: async ({ signal }) => {
      const risposta = await fetch(indirizzo, { signal });
      if (!risposta.ok) throw new Error('L’anteprima non è disponibile.');
      return (await risposta.text()).slice(0, MASSIMO);
    },
  });
  if (isPending) return <Attesa />;
  if (error) return <AvvisoErrore errore={error} />;
  return (
    <pre className="anteprima__testo" tabIndex={0} aria-label="Testo del documento">
      {data}
    </pre>
  );
}
