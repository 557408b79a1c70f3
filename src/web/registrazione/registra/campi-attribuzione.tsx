import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { CampoFascicoli } from '../../fascicoli/registra/campo-fascicoli.tsx';
import { useUnita } from '../../organizzazione/api.ts';
import { useSuggerimenti } from '../../suggerimenti/use-suggerimenti.ts';
import { CampoClassificazione } from '../../titolario/campo-classificazione.tsx';
import type { Flusso } from '../tipi.ts';
import { CampoModulo } from './campo-modulo.tsx';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';
import { ProponiSmistamento } from './smistamento-proposto.tsx';
import { CampiSuggeriti, useDomanda } from './suggeriti.tsx';

/** Class, office and fascicolo, each with what is proposed for it. */
export function CampiAttribuzione({ flusso }: { flusso: Flusso }): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  const classificazione = useWatch({ control, name: 'classificazione' });
  const { data: unita } = useUnita();
  const suggerimenti = useSuggerimenti(useDomanda(flusso));
  const { repertorio } = useRegistro();
  return (
    <>
      <div className="griglia">
        <div>
          <CampoClassificazione
            id={idCampo('classificazione')}
            valore={classificazione}
            onCambia={(codice) => setValue('classificazione', codice, { shouldDirty: true })}
            errore={useErrore('classificazione')}
            {...(repertorio?.classificazione && {
              aiuto: `Se non si sceglie: ${repertorio.classificazione}, proposta dal repertorio.`,
            })}
          />
          <CampiSuggeriti campo="classifica" suggerimenti={suggerimenti} />
        </div>
        <div>
          <CampoModulo
            nome="unitaCompetente"
            etichetta="Ufficio competente"
            opzioni={
              <>
                <option value="">—</option>
                {unita
                  ?.filter((u) => u.uu)
                  .map((u) => (
                    <option key={u.codice} value={u.codice}>
                      {u.denominazione}
                    </option>
                  ))}
              </>
            }
          />
          <ProponiSmistamento flusso={flusso} />
          <CampiSuggeriti campo="ufficio" suggerimenti={suggerimenti} />
        </div>
      </div>
      <CampoFascicoli />
      <CampiSuggeriti campo="fascicolo" suggerimenti={suggerimenti} />
    </>
  );
}
