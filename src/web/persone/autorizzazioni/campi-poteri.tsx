import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import type { Accesso, Profilo } from '../api.ts';
import { nomeAccesso, nomeProfilo } from '../nomi.ts';

/** What is given to somebody at an office, as it is written on the screen; an empty day is not set. */
export type Poteri<P extends Profilo = Profilo> = {
  profilo: P;
  responsabileUnita: boolean;
  accesso: Accesso;
  dal: string;
  al: string;
};

type Proprieta<P extends Profilo> = {
  poteri: Poteri<P>;
  onCambia: (poteri: Poteri<P>) => void;
  profili: readonly P[];
  /** The first day too: not when what is there already is changed. */
  conInizio: boolean;
  errori: (campo: string) => string | undefined;
};

/** Profile, headship, what may be read, from when to when: the same for who grants and for who asks. */
export function CampiPoteri<P extends Profilo>(p: Proprieta<P>): ReactElement {
  const { poteri, errori } = p;
  const cambia = (parte: Partial<Poteri<P>>): void => p.onCambia({ ...poteri, ...parte });
  return (
    <>
      <div className="griglia">
        <Campo etichetta="Profilo" errore={errori('profilo')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={poteri.profilo}
              onChange={(e) => cambia({ profilo: e.target.value as P })}
            >
              {p.profili.map((x) => (
                <option key={x} value={x}>
                  {nomeProfilo[x]}
                </option>
              ))}
            </select>
          )}
        </Campo>
        {poteri.profilo !== 'amministratore' && (
          <Campo etichetta="Dei documenti dell’ufficio legge" errore={errori('accesso')}>
            {(a) => (
              <select
                {...a}
                className="form-select"
                value={poteri.accesso}
                onChange={(e) => cambia({ accesso: e.target.value as Accesso })}
              >
                {Object.entries(nomeAccesso).map(([valore, nome]) => (
                  <option key={valore} value={valore}>
                    {nome}
                  </option>
                ))}
              </select>
            )}
          </Campo>
        )}
        {p.conInizio && (
          <Campo etichetta="Dal (vuoto: da subito)" errore={errori('dal')}>
            {(a) => (
              <input
                {...a}
                type="date"
                value={poteri.dal}
                onChange={(e) => cambia({ dal: e.target.value })}
              />
            )}
          </Campo>
        )}
        <Campo etichetta="Al (vuoto: fino a revoca)" errore={errori('al')}>
          {(a) => (
            <input {...a} type="date" value={poteri.al} onChange={(e) => cambia({ al: e.target.value })} />
          )}
        </Campo>
      </div>
      {poteri.profilo !== 'amministratore' && (
        <label className="spunta">
          <input
            type="checkbox"
            checked={poteri.responsabileUnita}
            onChange={(e) => cambia({ responsabileUnita: e.target.checked })}
          />
          <span>Dirige l’ufficio: assegna alle sue persone e chiede autorizzazioni per loro</span>
        </label>
      )}
    </>
  );
}
