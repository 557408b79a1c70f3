import { useState, type ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { idCampo, useErrore } from '../../registrazione/registra/contesto.ts';
import type { Modulo } from '../../registrazione/registra/modulo.ts';
import { CampoFascicolo } from '../fascicola/campo-fascicolo.tsx';
import { FinestraNuovo } from './finestra-nuovo.tsx';

type Scelto = { numero: string; denominazione: string };

/** The fascicoli a document enters as it takes its number: open ones of its class first, several, a new one in place. */
export function CampoFascicoli(): ReactElement | null {
  const vede = usePermesso('fascicolo.consulta');
  const apre = usePermesso('fascicolo.gestisce');
  const { setValue, control } = useFormContext<Modulo>();
  const classificazione = useWatch({ control, name: 'classificazione' });
  const oggetto = useWatch({ control, name: 'oggetto' });
  // A draft written before this field existed has none.
  const scelti = useWatch({ control, name: 'fascicoli' }) ?? [];
  const errore = useErrore('fascicoli');
  const [nuovo, setNuovo] = useState(false);
  if (!vede) return null;
  const cambia = (fascicoli: Scelto[]): void => setValue('fascicoli', fascicoli, { shouldDirty: true });
  const aggiungi = ({ numero, denominazione }: Scelto): void => {
    if (scelti.some((f) => f.numero === numero)) return;
    cambia([...scelti, { numero, denominazione }]);
    annuncia(`Fascicolo ${numero} scelto`);
  };
  return (
    <div className="fascicoli-scelti">
      <CampoFascicolo
        id={idCampo('fascicoli')}
        etichetta="Fascicolo"
        classificazione={classificazione}
        esclusi={scelti.map((f) => f.numero)}
        errore={errore}
        onScegli={aggiungi}
        altre={() =>
          apre
            ? [
                {
                  chiave: 'nuovo',
                  contenuto: (
                    <>
                      <span className="tendina__nuovo">Nuovo</span> fascicolo
                      {classificazione && (
                        <>
                          {' '}
                          in <strong>{classificazione}</strong>
                        </>
                      )}
                    </>
                  ),
                  scegli: () => setNuovo(true),
                },
              ]
            : []
        }
      />
      {scelti.length > 0 && (
        <ul className="scelti" aria-label="Fascicoli scelti">
          {scelti.map((f) => (
            <li key={f.numero} className="scelti__voce">
              <span className="scelti__testo">
                <strong>{f.numero}</strong> {f.denominazione}
              </span>
              <button
                type="button"
                className="bottone-icona"
                onClick={() => cambia(scelti.filter((x) => x.numero !== f.numero))}
                aria-label={`Togli il fascicolo ${f.numero}`}
              >
                <Icona nome="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {nuovo && (
        <FinestraNuovo
          classificazione={classificazione}
          oggetto={oggetto}
          onAperto={aggiungi}
          onChiudi={() => setNuovo(false)}
        />
      )}
    </div>
  );
}
