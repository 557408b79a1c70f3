import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { ElencoOriginali } from '../../repertori/elenco-originali.tsx';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';

/** Where the paper originals are: one in the repertorio, one in the fascicolo (RN-47.4-2). */
export function CampiOriginali(): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  const originali = useWatch({ control, name: 'originali' });
  return (
    <ElencoOriginali
      id={idCampo('originali')}
      valori={originali}
      onCambia={(valori) => setValue('originali', valori, { shouldDirty: true })}
      errore={useErrore('originali')}
    />
  );
}
