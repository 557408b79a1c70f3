import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useMezzi } from '../api.ts';
import type { Flusso } from '../tipi.ts';
import { CampoModulo } from './campo-modulo.tsx';
import type { Modulo } from './modulo.ts';

/** How and when it came, and the number its sender gave it. */
export function CampiMezzo({ flusso }: { flusso: Flusso }): ReactElement {
  const { control } = useFormContext<Modulo>();
  const mezzo = useWatch({ control, name: 'mezzo' });
  const { data: mezzi } = useMezzi();
  return (
    <div className="griglia">
      <CampoModulo
        // A list cannot show a choice it does not have yet: with its options it is made anew.
        key={mezzi ? 'mezzi' : 'attesa'}
        nome="mezzo"
        etichetta={flusso === 'U' ? 'Mezzo di spedizione' : 'Mezzo'}
        opzioni={
          <>
            <option value="">—</option>
            {mezzi
              ?.filter((m) => m.flussi.includes(flusso))
              .map((m) => (
                <option key={m.codice} value={m.codice}>
                  {m.denominazione}
                </option>
              ))}
          </>
        }
      />
      {mezzo === 'raccomandata' && (
        <CampoModulo nome="numeroRaccomandata" etichetta="Numero della raccomandata" massimo={60} />
      )}
      {flusso === 'E' && (
        <>
          <div className="coppia">
            <CampoModulo nome="arrivo.giorno" etichetta="Arrivato il" tipo="date" />
            <CampoModulo nome="arrivo.ora" etichetta="alle ore" tipo="time" />
          </div>
          <div className="coppia">
            <CampoModulo nome="protocolloMittente.numero" etichetta="Protocollo del mittente" massimo={100} />
            <CampoModulo nome="protocolloMittente.data" etichetta="del" tipo="date" />
          </div>
        </>
      )}
    </div>
  );
}
