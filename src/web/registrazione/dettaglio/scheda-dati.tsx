import type { ReactElement } from 'react';
import { data, dataOra } from '../../platform/date/roma.ts';
import { SezioneMissiva } from '../../pec/missive/sezione-missiva.tsx';
import type { Registrazione } from '../tipi.ts';
import { Collegamenti } from './collegamenti.tsx';
import { Dato } from './dato.tsx';
import { ElencoRegistrati } from './elenco-registrati.tsx';
import { Facoltativi } from './facoltativi.tsx';
import { Originali } from './originali.tsx';
import { Rettificato } from './rettificato.tsx';
import { SezioneRiservatezza } from './sezione-riservatezza.tsx';

/** The immutable data, with what a rettifica replaced beside it, then the optional ones that can be changed. */
export function SchedaDati({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  return (
    <>
      <dl className="dati">
        <Dato nome="Oggetto">
          <span className="barrabile dati__oggetto">{r.oggetto}</span>
          <Rettificato registrazione={r} campo="oggetto" />
        </Dato>
        {r.totaleMittenti > 0 && (
          <Dato nome="Mittente">
            <ElencoRegistrati
              registrazione={r}
              ruolo="mittente"
              primi={r.mittenti}
              totale={r.totaleMittenti}
            />
            <Rettificato registrazione={r} campo="mittenti" />
          </Dato>
        )}
        {r.totaleDestinatari > 0 && (
          <Dato nome="Destinatari">
            <ElencoRegistrati
              registrazione={r}
              ruolo="destinatario"
              primi={r.destinatari}
              totale={r.totaleDestinatari}
            />
            <Rettificato registrazione={r} campo="destinatari" />
          </Dato>
        )}
        {r.totalePerConoscenza > 0 && (
          <Dato nome="Per conoscenza">
            <ElencoRegistrati
              registrazione={r}
              ruolo="conoscenza"
              primi={r.perConoscenza}
              totale={r.totalePerConoscenza}
            />
            <Rettificato registrazione={r} campo="perConoscenza" />
          </Dato>
        )}
        {r.dataArrivo && (
          <Dato nome="Arrivato">
            <span className="barrabile">{dataOra(r.dataArrivo)}</span>
            <Rettificato registrazione={r} campo="dataArrivo" />
          </Dato>
        )}
        {r.protocolloMittente && (
          <Dato nome="Protocollo del mittente">
            <span className="barrabile">
              {r.protocolloMittente.numero}
              {r.protocolloMittente.data && ` del ${data(r.protocolloMittente.data)}`}
            </span>
            <Rettificato registrazione={r} campo="protocolloMittente" />
          </Dato>
        )}
        {r.allegatiDichiarati !== undefined && <Dato nome="Allegati dichiarati">{r.allegatiDichiarati}</Dato>}
      </dl>
      <SezioneMissiva registrazione={r} />
      <Facoltativi registrazione={r} />
      <SezioneRiservatezza registrazione={r} />
      <Originali registrazione={r} />
      <Collegamenti registrazione={r} />
    </>
  );
}
