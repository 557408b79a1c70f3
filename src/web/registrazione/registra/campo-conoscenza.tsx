import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { CampoAssegnazioni } from '../../assegnazioni/campo-assegnazioni.tsx';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';

/** Who else receives the document, beside the competent office (RN-33.2, RN-58.1). */
export function CampoConoscenza(): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  // A draft written before this field existed has none.
  const scelte = useWatch({ control, name: 'assegnazioni' }) ?? [];
  return (
    <CampoAssegnazioni
      id={idCampo('assegnazioni')}
      scelte={scelte}
      onScelte={(nuove) => setValue('assegnazioni', nuove, { shouldDirty: true })}
      competenza={false}
      errore={useErrore('assegnazioni')}
    />
  );
}
