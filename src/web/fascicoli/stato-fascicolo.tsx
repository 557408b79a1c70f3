import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { nomeRiservatezza } from './nomi.ts';
import type { FascicoloBreve } from './tipi.ts';

/** State and confidentiality in words, where they are not the usual ones. */
export function StatoFascicolo({
  fascicolo: f,
}: {
  fascicolo: Pick<FascicoloBreve, 'stato' | 'riservatezza'>;
}): ReactElement {
  return (
    <>
      {f.stato === 'aperto' ? <Badge color="success">Aperto</Badge> : <Badge color="secondary">Chiuso</Badge>}{' '}
      {f.riservatezza !== 'nessuno' && <Badge color="warning">{nomeRiservatezza[f.riservatezza]}</Badge>}
    </>
  );
}
