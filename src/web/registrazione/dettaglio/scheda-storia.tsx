import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { storiaQuery } from '../api.ts';
import type { Registrazione } from '../tipi.ts';
import { EventoDellaStoria } from './evento.tsx';

/** Everything that happened, oldest first. */
export function SchedaStoria({ registrazione }: { registrazione: Registrazione }): ReactElement {
  const { data, error, isPending } = useQuery(storiaQuery(registrazione));
  if (isPending) return <Attesa />;
  if (error) return <AvvisoErrore errore={error} />;
  return (
    <ol className="storia">
      {data.items.map((evento, i) => (
        <EventoDellaStoria key={`${evento.istante}-${i}`} evento={evento} />
      ))}
    </ol>
  );
}
