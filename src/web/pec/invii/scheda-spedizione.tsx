import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { inviiDiQuery } from '../api.ts';
import { FinestraSpedisci } from './finestra-spedisci.tsx';
import { VoceInvio } from './voce-invio.tsx';

/** How a registration was sent, to whom and with which outcome. */
export function SchedaSpedizione({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const { data, error, isPending } = useQuery(inviiDiQuery(r));
  const spedisce = usePermesso('pec.spedisce') && r.flusso === 'U' && r.stato !== 'annullata';
  const [aperta, setAperta] = useState(false);
  return (
    <>
      <h2 className="visually-hidden">Spedizione</h2>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {data?.length === 0 && (
        <Vuoto icona="mail" titolo="Non è stata spedita per PEC">
          {spedisce && (
            <p>Parte con il documento principale e gli allegati, ai domicili digitali indicati.</p>
          )}
        </Vuoto>
      )}
      {spedisce && data && (
        <p>
          <Button type="button" color="primary" size="sm" onClick={() => setAperta(true)}>
            Spedisci per PEC
          </Button>
        </p>
      )}
      <ul className="pec-elenco" aria-label="Invii">
        {data?.map((i) => (
          <VoceInvio key={i.id} invio={i} senzaRegistrazione />
        ))}
      </ul>
      {aperta && <FinestraSpedisci registrazione={r} onChiudi={() => setAperta(false)} />}
    </>
  );
}
