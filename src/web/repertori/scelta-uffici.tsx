import type { ReactElement } from 'react';
import { useUnita } from '../organizzazione/api.ts';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';

type Proprieta = {
  valori: readonly string[];
  onCambia: (codici: string[]) => void;
  errore?: string | undefined;
};

/** Which offices write in a repertorio; none ticked: all. */
export function SceltaUffici({ valori, onCambia, errore }: Proprieta): ReactElement {
  const { data } = useUnita();
  return (
    <GruppoCampi
      titolo="Uffici che vi registrano"
      id="rep-uffici"
      errore={errore}
      aiuto="Nessuna spunta: tutti gli uffici."
    >
      <div className="spunte spunte--in-colonna">
        {data?.map((u) => (
          <label key={u.codice} className="spunta">
            <input
              type="checkbox"
              checked={valori.includes(u.codice)}
              onChange={(e) =>
                onCambia(
                  e.target.checked ? [...valori, u.codice] : valori.filter((codice) => codice !== u.codice),
                )
              }
            />
            <span>{u.denominazione}</span>
          </label>
        ))}
      </div>
    </GruppoCampi>
  );
}
