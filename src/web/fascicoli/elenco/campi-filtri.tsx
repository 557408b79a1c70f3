import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { useUnita, personeQuery } from '../../organizzazione/api.ts';
import { Campo } from '../../platform/ui/campo.tsx';
import { CampoClassificazione } from '../../titolario/campo-classificazione.tsx';
import { leggiFiltriFascicoli, type Filtri } from '../filtri.ts';
import { nomeTipo } from '../nomi.ts';

type Proprieta = { filtri: Filtri; onApplica: (filtri: Filtri) => void };

/** All the filters; they are applied together. */
export function CampiFiltri({ filtri, onApplica }: Proprieta): ReactElement {
  const [f, setF] = useState(filtri);
  const { data: unita } = useUnita();
  const { data: persone } = useQuery(personeQuery);
  const cambia = (parte: Record<string, string>): void => setF(leggiFiltriFascicoli({ ...f, ...parte }));
  const scelta = (
    nome: 'stato' | 'tipo' | 'ufficio' | 'rpa',
    etichetta: string,
    voci: readonly (readonly [string, string])[],
  ): ReactElement => (
    <Campo etichetta={etichetta}>
      {(a) => (
        <select
          {...a}
          className="form-select"
          value={f[nome] ?? ''}
          onChange={(e) => cambia({ [nome]: e.target.value })}
        >
          <option value="">Tutti</option>
          {voci.map(([valore, nome_]) => (
            <option key={valore} value={valore}>
              {nome_}
            </option>
          ))}
        </select>
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
        {scelta('stato', 'Stato', [
          ['aperto', 'Aperti'],
          ['chiuso', 'Chiusi'],
        ])}
        {scelta('tipo', 'Tipo', Object.entries(nomeTipo))}
        <CampoClassificazione
          etichetta="Classe"
          valore={f.classificazione ?? ''}
          onCambia={(classificazione) => cambia({ classificazione })}
        />
        <Campo etichetta="Anno di apertura">
          {(a) => (
            <input
              {...a}
              type="text"
              inputMode="numeric"
              maxLength={4}
              value={f.anno ?? ''}
              onChange={(e) => setF({ ...f, anno: e.target.value || undefined })}
            />
          )}
        </Campo>
        {scelta('ufficio', 'Ufficio che lo ha aperto', unita?.map((u) => [u.codice, u.denominazione]) ?? [])}
        {scelta(
          'rpa',
          'Responsabile del procedimento',
          persone?.items.map((u) => [u.id, `${u.cognome} ${u.nome}`]) ?? [],
        )}
      </div>
      <Button type="submit" color="primary" size="sm">
        Applica i filtri
      </Button>
    </form>
  );
}
