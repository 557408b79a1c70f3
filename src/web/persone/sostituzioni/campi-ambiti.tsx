import type { ReactElement } from 'react';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import type { Ambito } from '../api.ts';
import { nomeAmbito } from '../nomi.ts';

type Proprieta = {
  id: string;
  scelti: readonly Ambito[];
  onCambia: (scelti: Ambito[]) => void;
  errore: string | undefined;
};

/** For what somebody may be stood in for. */
export function CampiAmbiti({ id, scelti, onCambia, errore }: Proprieta): ReactElement {
  return (
    <GruppoCampi
      titolo="Per che cosa"
      id={id}
      errore={errore}
      aiuto="Mai più di quanto può chi è sostituito; ciò che fa resta a suo nome, «per conto di»."
    >
      {(Object.entries(nomeAmbito) as [Ambito, string][]).map(([ambito, nome]) => (
        <label key={ambito} className="spunta">
          <input
            type="checkbox"
            checked={scelti.includes(ambito)}
            onChange={(e) =>
              onCambia(e.target.checked ? [...scelti, ambito] : scelti.filter((x) => x !== ambito))
            }
          />
          <span>{nome}</span>
        </label>
      ))}
    </GruppoCampi>
  );
}
