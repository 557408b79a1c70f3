import type { ReactElement } from 'react';
import { ErroreApi } from '../platform/http/errore.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';

type Proprieta = {
  errore: unknown;
  /** Something was seen to be wrong before asking. */
  mancano?: boolean;
};

/** What was refused of a form. Where the words are beside the fields, here it only says that there are some. */
export function ErroreModulo({ errore, mancano = false }: Proprieta): ReactElement {
  const suiCampi = errore instanceof ErroreApi && errore.codice === 'richiesta.non-valida';
  return <AvvisoErrore errore={mancano || suiCampi ? daCorreggere : errore} fuoco />;
}

const daCorreggere = new Error('Qualche campo è da correggere: che cosa, è scritto accanto.');
