import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { CampoClassificazione } from '../../titolario/campo-classificazione.tsx';
import { useMezzi } from '../api.ts';
import { leggiFiltri, type Filtri } from './filtri.ts';

type Proprieta = { filtri: Filtri; onApplica: (filtri: Filtri) => void };

/** All the filters; they are applied together. */
export function CampiFiltri({ filtri, onApplica }: Proprieta): ReactElement {
  const [f, setF] = useState(filtri);
  const { data: mezzi } = useMezzi();
  const cambia = (parte: Record<string, string>): void => setF(leggiFiltri({ ...f, ...parte }));
  const testo = (
    nome: 'corrispondente' | 'luogo' | 'rpa' | 'protocolloMittente' | 'oggetto' | 'ufficio',
    etichetta: string,
  ): ReactElement => (
    <Campo etichetta={etichetta}>
      {(a) => (
        <input
          {...a}
          type="text"
          value={f[nome] ?? ''}
          onChange={(e) => setF({ ...f, [nome]: e.target.value || undefined })}
        />
      )}
    </Campo>
  );
  const numerico = (nome: 'numero' | 'anno', etichetta: string, max: number): ReactElement => (
    <Campo etichetta={etichetta}>
      {(a) => (
        <input
          {...a}
          type="number"
          min={nome === 'anno' ? 2000 : 1}
          max={max}
          value={f[nome] ?? ''}
          onChange={(e) => cambia({ [nome]: e.target.value })}
        />
      )}
    </Campo>
  );
  return (
    <form
      className="filtri__campi"
      onSubmit={(e) => {
        e.preventDefault();
        onApplica(f);
      }}
    >
      <div className="griglia">
        {numerico('numero', 'Numero', 999_999_999)}
        {numerico('anno', 'Anno', 2100)}
        <Campo etichetta="Registrate dal">
          {(a) => (
            <input {...a} type="date" value={f.dal ?? ''} onChange={(e) => cambia({ dal: e.target.value })} />
          )}
        </Campo>
        <Campo etichetta="al">
          {(a) => (
            <input {...a} type="date" value={f.al ?? ''} onChange={(e) => cambia({ al: e.target.value })} />
          )}
        </Campo>
        <Campo etichetta="Flusso">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={f.flusso ?? ''}
              onChange={(e) => cambia({ flusso: e.target.value })}
            >
              <option value="">Tutti</option>
              <option value="E">Arrivo</option>
              <option value="U">Partenza</option>
              <option value="I">Interno</option>
            </select>
          )}
        </Campo>
        <Campo etichetta="Stato">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={f.stato ?? ''}
              onChange={(e) => cambia({ stato: e.target.value })}
            >
              <option value="">Tutti</option>
              <option value="valida">Valide</option>
              <option value="annullata">Annullate</option>
              <option value="rettificata">Rettificate</option>
            </select>
          )}
        </Campo>
        {testo('corrispondente', 'Corrispondente')}
        {testo('oggetto', 'Parole dell’oggetto')}
        <Campo etichetta="Mezzo">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={f.mezzo ?? ''}
              onChange={(e) => cambia({ mezzo: e.target.value })}
            >
              <option value="">Tutti</option>
              {mezzi?.map((m) => (
                <option key={m.codice} value={m.codice}>
                  {m.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <CampoClassificazione
          valore={f.classificazione ?? ''}
          onCambia={(classificazione) => cambia({ classificazione })}
        />
        {testo('ufficio', 'Codice dell’ufficio')}
        <Campo etichetta="Numero del fascicolo">
          {(a) => (
            <input
              {...a}
              type="text"
              pattern="[1-9][0-9]*([.][1-9][0-9]*){0,2}"
              value={f.fascicolo ?? ''}
              onChange={(e) => setF({ ...f, fascicolo: e.target.value || undefined })}
            />
          )}
        </Campo>
        {testo('protocolloMittente', 'Protocollo del mittente')}
        {testo('luogo', 'Luogo')}
        {testo('rpa', 'Responsabile del procedimento')}
      </div>
      <Button type="submit" color="primary" size="sm">
        Applica i filtri
      </Button>
    </form>
  );
}
