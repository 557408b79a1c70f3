import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { ricevuteSoleQuery } from '../api.ts';
import { percheSola } from '../nomi.ts';
import type { Ricevuta } from '../tipi.ts';
import { RigaRicevuta } from './dettaglio-invio.tsx';
import { FinestraAbbina } from './finestra-abbina.tsx';

/** The receipts of which no sending is known: kept, and matched by hand (RN-32.1-2). */
export function RicevuteSole(): ReactElement {
  const { data, error, isPending } = useQuery(ricevuteSoleQuery);
  useTastiElenco();
  const [scelta, setScelta] = useState<Ricevuta>();
  return (
    <>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {data?.items.length === 0 && (
        <Vuoto icona="check-circle" titolo="Nessuna ricevuta da abbinare">
          <p>
            Le ricevute si mettono da sé con l’invio di cui parlano; qui restano quelle che non lo dicono.
          </p>
        </Vuoto>
      )}
      <ul className="pec-elenco">
        {data?.items.map((r) => (
          <li key={r.id} className="carta pec-invio">
            <ul className="pec-ricevute">
              <RigaRicevuta ricevuta={r} />
            </ul>
            <p className="mostrato__chi">
              casella {r.casella}
              {r.msgid !== undefined && ` · del messaggio ${r.msgid}`}
              {r.identificativo !== undefined && ` · ${r.identificativo}`}
            </p>
            {r.percheSola !== undefined && <p className="pec-esito">{percheSola[r.percheSola]}</p>}
            <button
              type="button"
              className="btn btn-xs btn-primary"
              data-voce-elenco
              onClick={() => setScelta(r)}
            >
              Abbina a un invio
            </button>
          </li>
        ))}
      </ul>
      {scelta && <FinestraAbbina ricevuta={scelta} onChiudi={() => setScelta(undefined)} />}
    </>
  );
}
