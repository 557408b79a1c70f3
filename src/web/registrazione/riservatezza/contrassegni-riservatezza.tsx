import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import type { VoceElenco } from '../tipi.ts';
import { nomeLivello } from './nomi.ts';

type Protetto = Pick<VoceElenco, 'riservatezza' | 'datiParticolari' | 'datiGiudiziari' | 'garaFinoA'>;

/** What protects a document, in words, where it is not the usual. */
export function ContrassegniRiservatezza({ di: d }: { di: Protetto }): ReactElement {
  return (
    <>
      {d.riservatezza && d.riservatezza !== 'ordinario' && (
        <Badge color={d.riservatezza === 'pubblico' ? 'secondary' : 'dark'}>
          {nomeLivello[d.riservatezza]}
        </Badge>
      )}
      {d.datiParticolari === true && <Badge color="dark">Dati particolari</Badge>}
      {d.datiGiudiziari === true && <Badge color="dark">Dati giudiziari</Badge>}
      {d.garaFinoA !== undefined && new Date(d.garaFinoA) > new Date() && (
        <Badge color="dark">Gara, chiusa fino al {dataOra(d.garaFinoA)}</Badge>
      )}
    </>
  );
}
