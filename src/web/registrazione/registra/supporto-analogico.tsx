import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';

/** A paper document: original or copy, unique or not, and at hand: no number is booked for what is not there (RN-28.2, RN-A.11). */
export function SupportoAnalogico(): ReactElement {
  const { register, setValue, control } = useFormContext<Modulo>();
  const esemplare = useWatch({ control, name: 'esemplare' });
  const errore = useErrore('disponibile');
  return (
    <div className="analogico">
      <Scelta
        legenda="Esemplare"
        valore={esemplare}
        onCambia={(valore) => setValue('esemplare', valore, { shouldDirty: true })}
        opzioni={[
          { valore: 'originale', etichetta: 'Originale' },
          { valore: 'copia', etichetta: 'Copia' },
        ]}
      />
      <label className="spunta">
        <input type="checkbox" {...register('unico')} />
        <span>Esemplare unico</span>
      </label>
      <label className="spunta">
        <input
          type="checkbox"
          id={idCampo('disponibile')}
          aria-invalid={errore ? true : undefined}
          aria-describedby={errore && 'r-disponibile-errore'}
          {...register('disponibile')}
        />
        <span>Il documento è qui, presso l’ufficio</span>
      </label>
      {errore && (
        <p className="campo__errore" id="r-disponibile-errore">
          {errore}
        </p>
      )}
      <p className="campo__aiuto">I file caricati, se ce ne sono, sono allegati del documento di carta.</p>
    </div>
  );
}
