import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { CampoCorrispondenti } from '../../corrispondenti/campo-corrispondenti.tsx';
import type { Corrispondente } from '../../corrispondenti/tipi.ts';
import { useUnita } from '../../organizzazione/api.ts';
import type { Flusso } from '../tipi.ts';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';
import { useRegistro } from './registro.ts';

/** Senders of what arrives, recipients of what leaves or circulates inside (RN-54.1c). */
export function CampiCorrispondenza({ flusso }: { flusso: Flusso }): ReactElement {
  return flusso === 'E' ? <Mittenti /> : <Destinatari flusso={flusso} />;
}

function Mittenti(): ReactElement {
  const { register, setValue, control } = useFormContext<Modulo>();
  const mittenti = useWatch({ control, name: 'mittenti' });
  const anonimo = useWatch({ control, name: 'anonimo' });
  const errore = useErrore('mittenti');
  const erroreAnonimo = useErrore('anonimo');
  const obbligatori = useRegistro().repertorio === undefined;
  return (
    <div>
      {!anonimo && (
        <CampoCorrispondenti
          id={idCampo('mittenti')}
          etichetta="Mittente"
          obbligatorio={obbligatori}
          valori={mittenti}
          onCambia={(valori) => setValue('mittenti', valori, { shouldDirty: true })}
          errore={errore}
        />
      )}
      <div className="spunte">
        <label className="spunta">
          <input type="checkbox" id={idCampo('anonimo')} {...register('anonimo')} />
          <span>Mittente anonimo</span>
        </label>
        <label className="spunta">
          <input
            type="checkbox"
            id={idCampo('nonSottoscritto')}
            disabled={anonimo}
            {...register('nonSottoscritto')}
          />
          <span>Non sottoscritto</span>
        </label>
      </div>
      {erroreAnonimo && <p className="campo__errore">{erroreAnonimo}</p>}
    </div>
  );
}

function Destinatari({ flusso }: { flusso: Flusso }): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  const destinatari = useWatch({ control, name: 'destinatari' });
  const uffici = useUffici();
  return (
    <CampoCorrispondenti
      id={idCampo('destinatari')}
      etichetta="Destinatari"
      obbligatorio={useRegistro().repertorio === undefined}
      valori={destinatari}
      onCambia={(valori) => setValue('destinatari', valori, { shouldDirty: true })}
      errore={useErrore('destinatari')}
      conCsv={flusso === 'U'}
      {...(flusso === 'I' && { propri: uffici })}
    />
  );
}

/** The ente's own offices as correspondents: their own name is what the register must read. */
function useUffici(): Corrispondente[] {
  const { ente } = useSessione();
  const { data } = useUnita();
  return (data ?? []).map((u) => ({
    tipo: 'PAI',
    denominazione: u.denominazione,
    codiceIpa: ente.codiceIpa,
  }));
}
