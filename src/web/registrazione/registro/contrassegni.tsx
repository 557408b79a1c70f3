import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { ContrassegniRiservatezza } from '../riservatezza/contrassegni-riservatezza.tsx';
import type { VoceElenco } from '../tipi.ts';

/** State of a registration in words, where it is not the usual one. */
export function Contrassegni({ voce }: { voce: VoceElenco }): ReactElement {
  return (
    <>
      {voce.stato === 'annullata' && <Badge color="danger">ANNULLATA</Badge>}
      {voce.rettificata && <Badge color="warning">Rettificata</Badge>}
      <ContrassegniRiservatezza di={voce} />
    </>
  );
}
