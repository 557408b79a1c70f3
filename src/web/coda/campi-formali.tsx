import type { ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { Scelta } from '../platform/ui/scelta.tsx';

/** What the office answers of the formal check; empty until it does. */
export type Formali = { firma: '' | 'digitale' | 'autografa'; allegati: string; riservato: boolean };
export const FORMALI_VUOTI: Formali = { firma: '', allegati: '', riservato: false };

type Proprieta = {
  ufficio: string;
  valore: Formali;
  onCambia: (valore: Formali) => void;
  errori: (campo: string) => string | undefined;
};

/** The formal check that whoever sends makes himself (art. 27): who sends, how it is signed, how many allegati it names. */
export function CampiFormali({ ufficio, valore: v, onCambia, errori }: Proprieta): ReactElement {
  const erroreFirma = errori('firma');
  return (
    <fieldset className="formali">
      <legend className="campo__etichetta">Verifica formale (art. 27)</legend>
      <p>
        Mittente: <strong>{ufficio}</strong>
      </p>
      {errori('ufficioMittente') && <p className="campo__errore">{errori('ufficioMittente')}</p>}
      <Scelta
        legenda="Firma (obbligatoria)"
        valore={v.firma}
        onCambia={(firma) => onCambia({ ...v, firma })}
        opzioni={[
          { valore: 'digitale', etichetta: 'Digitale' },
          { valore: 'autografa', etichetta: 'Autografa' },
        ]}
      />
      {erroreFirma && <p className="campo__errore">{erroreFirma}</p>}
      <Campo
        etichetta="Allegati che il documento dichiara"
        obbligatorio
        errore={errori('allegatiDichiarati')}
        aiuto="0, se non ne ha."
      >
        {(a) => (
          <input
            {...a}
            inputMode="numeric"
            maxLength={3}
            value={v.allegati}
            onChange={(e) => onCambia({ ...v, allegati: e.target.value.replace(/\D/g, '') })}
          />
        )}
      </Campo>
      <label className="spunta">
        <input
          type="checkbox"
          checked={v.riservato}
          onChange={(e) => onCambia({ ...v, riservato: e.target.checked })}
        />
        <span>Riservato: l’Ufficio Protocollo lo registra senza aprirlo</span>
      </label>
    </fieldset>
  );
}
