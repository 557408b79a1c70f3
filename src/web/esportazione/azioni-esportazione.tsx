import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import {
  annullaEsportazione,
  archivioDi,
  chiediEsportazione,
  eliminaEsportazione,
  esportazioniQuery,
  inCorso,
  type Esportazione,
} from './api.ts';

type Proprieta = { esportazione: Esportazione; onTolta: () => void };

/** What can be done of an export, as it is now. */
export function AzioniEsportazione({ esportazione: e, onTolta }: Proprieta): ReactElement | null {
  const puo = usePermesso('esportazione.esegue');
  const [chiede, setChiede] = useState(false);
  const client = useQueryClient();
  const rinnova = () => client.invalidateQueries(esportazioniQuery);
  const dopo = (detto: string) => async (): Promise<void> => {
    setChiede(false);
    annuncia(detto);
    await rinnova();
    onTolta();
  };
  const annulla = useMutation({
    mutationFn: () => annullaEsportazione(e.id),
    onSuccess: dopo('Esportazione interrotta'),
  });
  const elimina = useMutation({
    mutationFn: () => eliminaEsportazione(e.id),
    onSuccess: dopo('File dell’esportazione eliminati'),
  });
  const riprova = useInvio(chiediEsportazione, dopo('Esportazione chiesta'));
  const di = <span className="visually-hidden"> l’esportazione del {dataOra(e.chiestaIl)}</span>;
  if (!inCorso(e) && e.stato !== 'pronta' && e.stato !== 'non-riuscita') return null;
  return (
    <>
      <AvvisoErrore errore={annulla.error ?? riprova.error} />
      <div className="azioni">
        {e.stato === 'pronta' && (
          <a className="btn btn-primary btn-sm" href={archivioDi(e.id)} download>
            <Icona nome="download" /> Scarica{di}
          </a>
        )}
        {puo && e.stato === 'pronta' && (
          <Button type="button" color="danger" outline size="sm" onClick={() => setChiede(true)}>
            Elimina{di}
          </Button>
        )}
        {puo && inCorso(e) && (
          <Button
            type="button"
            color="danger"
            outline
            size="sm"
            disabled={annulla.isPending}
            onClick={() => annulla.mutate()}
          >
            Interrompi{di}
          </Button>
        )}
        {puo && e.stato === 'non-riuscita' && (
          <Button
            type="button"
            color="primary"
            outline
            size="sm"
            disabled={riprova.isPending}
            onClick={() =>
              riprova.mutate({ ...(e.anno !== undefined && { anno: e.anno }), ancheChiavi: e.ancheChiavi })
            }
          >
            Riprova{di}
          </Button>
        )}
      </div>
      {chiede && (
        <Finestra titolo="Eliminare i file di questa esportazione?" onChiudi={() => setChiede(false)}>
          <p>
            Non si potranno più scaricare; resta scritto che l’esportazione fu fatta, quando e da chi. I dati
            dell’ente non si toccano.
          </p>
          <AvvisoErrore errore={elimina.error} />
          <Button type="button" color="danger" disabled={elimina.isPending} onClick={() => elimina.mutate()}>
            Elimina i file
          </Button>
        </Finestra>
      )}
    </>
  );
}
