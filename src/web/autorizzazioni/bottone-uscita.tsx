import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import type { useUscita } from './sessione.ts';

type Proprieta = { uscita: ReturnType<typeof useUscita>; testo?: string };

/** The way out of what stands before the work. */
export function BottoneUscita({ uscita, testo = 'Esci' }: Proprieta): ReactElement {
  return (
    <Button
      color="primary"
      outline
      type="button"
      block
      className="mt-2"
      disabled={uscita.isPending}
      onClick={() => uscita.mutate()}
    >
      {testo}
    </Button>
  );
}
