import type { ReactElement } from 'react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { GruppoCampi } from '../../platform/ui/gruppo-campi.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { nomeCollegamento } from '../nomi.ts';
import type { TipoCollegamento } from '../tipi.ts';
import { idCampo, useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';

/** Of the others the program takes care by itself. */
const automatici = ['copia-di-cartaceo', 'registrazione-particolare'];
const tipi = (Object.keys(nomeCollegamento) as TipoCollegamento[]).filter((t) => !automatici.includes(t));

/** Links to other registrations (RN-55.1d). */
export function CampiCollegamenti(): ReactElement {
  const { register, control } = useFormContext<Modulo>();
  const { fields, append, remove } = useFieldArray({ control, name: 'collegamenti' });
  return (
    <GruppoCampi titolo="Collegamenti" id={idCampo('collegamenti')} errore={useErrore('collegamenti')}>
      {fields.map((campo, i) => (
        <div key={campo.id} className="collegamento">
          <label>
            <span className="visually-hidden">Tipo di collegamento</span>
            <select className="form-select" {...register(`collegamenti.${i}.tipo`)}>
              {tipi.map((tipo) => (
                <option key={tipo} value={tipo}>
                  {nomeCollegamento[tipo]}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>n.</span>
            <input
              className="form-control"
              inputMode="numeric"
              autoComplete="off"
              {...register(`collegamenti.${i}.numero`)}
            />
          </label>
          <label>
            <span>del</span>
            <input
              className="form-control"
              inputMode="numeric"
              autoComplete="off"
              {...register(`collegamenti.${i}.anno`)}
            />
          </label>
          <button
            type="button"
            className="bottone-icona"
            onClick={() => remove(i)}
            aria-label="Togli il collegamento"
          >
            <Icona nome="close" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="bottone-testo"
        onClick={() => append({ tipo: 'risposta', numero: '', anno: String(new Date().getFullYear()) })}
      >
        <Icona nome="link" /> Collega a un’altra registrazione
      </button>
    </GruppoCampi>
  );
}
