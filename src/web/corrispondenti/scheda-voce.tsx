import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { voceQuery } from './api.ts';
import { ModuloVoce } from './modulo-voce.tsx';
import { VoceInLettura } from './voce-in-lettura.tsx';

type Proprieta = { id: string; onChiudi: () => void };

/** An entry opened beside the list: to be written, or only read. */
export function SchedaVoce({ id, onChiudi }: Proprieta): ReactElement {
  const scrive = usePermesso('rubrica.modifica');
  const nuova = id === 'nuova';
  const { data, error, isPending } = useQuery({ ...voceQuery(id), enabled: !nuova });
  if (nuova) return <ModuloVoce onChiudi={onChiudi} />;
  if (isPending) return <Attesa />;
  if (error) return <AvvisoErrore errore={error} fuoco />;
  return scrive ? (
    <ModuloVoce key={data.versione} voce={data} onChiudi={onChiudi} />
  ) : (
    <VoceInLettura voce={data} />
  );
}
