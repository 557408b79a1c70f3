import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { SceltaLivello } from '../riservatezza/scelta-livello.tsx';
import { CampoModulo } from './campo-modulo.tsx';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';

/** How the document is protected from the first instant: nobody sees it before it is (RN-A.9, RN-A.10). */
export function CampiRiservatezza(): ReactElement {
  const { register, setValue, control } = useFormContext<Modulo>();
  // A draft written before these fields existed has none.
  const livello = useWatch({ control, name: 'riservatezza' }) ?? 'ordinario';
  return (
    <GruppoCampi
      titolo="Chi può vederlo"
      id={idCampo('protezione')}
      errore={[useErrore('riservatezza'), useErrore('datiParticolari'), useErrore('datiGiudiziari')]
        .filter(Boolean)
        .join(' ')}
    >
      <SceltaLivello
        id={idCampo('riservatezza')}
        valore={livello}
        onCambia={(valore) => setValue('riservatezza', valore, { shouldDirty: true })}
      />
      <div className="spunte">
        <label className="spunta">
          <input type="checkbox" {...register('datiParticolari')} />
          <span>Contiene dati particolari (salute, convinzioni, origine…)</span>
        </label>
        <label className="spunta">
          <input type="checkbox" {...register('datiGiudiziari')} />
          <span>Contiene dati giudiziari</span>
        </label>
      </div>
      <div className="coppia">
        <CampoModulo
          nome="garaFinoA.giorno"
          etichetta="Offerta di gara: si apre il"
          tipo="date"
          aiuto="Fino a quel momento nessuno legge il contenuto. Senza ora vale la mezzanotte."
        />
        <CampoModulo nome="garaFinoA.ora" etichetta="alle ore" tipo="time" />
      </div>
    </GruppoCampi>
  );
}
