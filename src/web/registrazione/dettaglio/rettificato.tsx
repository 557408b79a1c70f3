import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import type { CampoRettificabile, Registrazione } from '../tipi.ts';
import { Valore } from '../valore.tsx';

type Proprieta = { registrazione: Registrazione; campo: CampoRettificabile };

/** The values a rettifica replaced: struck, still readable, with who, when and why (art. 57). */
export function Rettificato({ registrazione, campo }: Proprieta): ReactElement | null {
  const passate = registrazione.rettifiche.filter((x) => x.campo === campo);
  if (passate.length === 0) return null;
  return (
    <ul className="rettificato" aria-label="Valori sostituiti">
      {passate.map((x) => (
        <li key={x.istante}>
          <del>
            <Valore valore={x.prima} />
          </del>{' '}
          <small>
            rettificato il {dataOra(x.istante)} da {x.operatore}: {x.motivazione}
          </small>
        </li>
      ))}
    </ul>
  );
}
