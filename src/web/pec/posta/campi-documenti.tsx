import type { ReactElement } from 'react';
import { dimensioneLeggibile } from '../../documenti/dimensione.ts';
import { idCampo, useErrore } from '../../registrazione/registra/contesto.ts';
import type { Messaggio } from '../tipi.ts';
import type { Scelte } from './scelta-documenti.ts';

type Proprieta = { messaggio: Messaggio; scelte: Scelte; onScelte: (scelte: Scelte) => void };

/** The document and its attachments, among what the message carries. The whole message goes with them in any case. */
export function CampiDocumenti({ messaggio: m, scelte, onScelte }: Proprieta): ReactElement {
  const errore = useErrore('documenti');
  const principale = (percorso: string | undefined): void =>
    onScelte({
      principale: percorso,
      allegati: [
        ...scelte.allegati.filter((p) => p !== percorso),
        ...(scelte.principale !== undefined && scelte.principale !== percorso ? [scelte.principale] : []),
      ],
    });
  const alterna = (percorso: string, si: boolean): void =>
    onScelte({
      ...scelte,
      allegati: si ? [...scelte.allegati, percorso] : scelte.allegati.filter((p) => p !== percorso),
    });
  return (
    <>
      {errore && <p className="campo__errore">{errore}</p>}
      <fieldset className="pec-documenti">
        <legend className="campo__etichetta">Documento principale</legend>
        {m.allegati.map((p, i) => (
          <label key={p.percorso} className="spunta">
            <input
              type="radio"
              name="principale"
              id={i === 0 ? idCampo('documenti') : undefined}
              checked={scelte.principale === p.percorso}
              onChange={() => principale(p.percorso)}
            />
            <span>{p.nome}</span>
          </label>
        ))}
        <label className="spunta">
          <input
            type="radio"
            name="principale"
            id={m.allegati.length === 0 ? idCampo('documenti') : undefined}
            checked={scelte.principale === undefined}
            onChange={() => principale(undefined)}
          />
          <span>Il messaggio stesso</span>
        </label>
      </fieldset>
      {m.allegati.some((p) => p.percorso !== scelte.principale) && (
        <fieldset className="pec-documenti">
          <legend className="campo__etichetta">Allegati</legend>
          {m.allegati
            .filter((p) => p.percorso !== scelte.principale)
            .map((p) => (
              <label key={p.percorso} className="spunta">
                <input
                  type="checkbox"
                  checked={scelte.allegati.includes(p.percorso)}
                  onChange={(e) => alterna(p.percorso, e.target.checked)}
                />
                <span>
                  {p.nome} <small>{dimensioneLeggibile(p.dimensione)}</small>
                </span>
              </label>
            ))}
        </fieldset>
      )}
      <p className="campo__aiuto">Il messaggio intero resta comunque con la registrazione.</p>
    </>
  );
}
