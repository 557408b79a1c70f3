import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Campo } from '../../platform/ui/campo.tsx';
import { impostazioniQuery } from '../../organizzazione/api.ts';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';

const MASSIMO = 8000;
const LUNGO = 300;

/** One oggetto, concise but exhaustive (RN-12.3a): the count says when it is getting long. */
export function CampoOggetto(): ReactElement {
  const { register, control } = useFormContext<Modulo>();
  const oggetto = useWatch({ control, name: 'oggetto' });
  const { data: impostazioni } = useQuery({ ...impostazioniQuery, staleTime: 300_000 });
  const minimo = impostazioni?.oggettoMinimo ?? 0;
  const lunghezza = [...oggetto].length;
  return (
    <Campo
      id={idCampo('oggetto')}
      etichetta="Oggetto"
      obbligatorio
      errore={useErrore('oggetto')}
      aiuto={
        lunghezza > LUNGO
          ? `${lunghezza} caratteri: si può dire in meno?`
          : lunghezza > 0 && lunghezza < minimo
            ? `Ancora almeno ${minimo - lunghezza} caratteri: conciso ma esauriente.`
            : 'Conciso ma esauriente: che cosa chiede o dice il documento, e su che cosa.'
      }
    >
      {(a) => <textarea {...a} rows={3} maxLength={MASSIMO} {...register('oggetto')} />}
    </Campo>
  );
}
