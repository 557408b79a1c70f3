import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { colonne, type Colonna } from './colonne.ts';

type Proprieta = { scelte: readonly Colonna[]; onAlterna: (colonna: Colonna) => void };

export function SceltaColonne({ scelte, onAlterna }: Proprieta): ReactElement {
  const [aperta, setAperta] = useState(false);
  return (
    <div
      className="modelli"
      onKeyDown={(e) => {
        if (e.key === 'Escape' && aperta) setAperta(false);
      }}
    >
      <Button color="primary" outline size="xs" aria-expanded={aperta} onClick={() => setAperta(!aperta)}>
        <Icona nome="settings" /> Colonne
      </Button>
      {aperta && (
        <fieldset className="modelli__pannello">
          <legend className="campo__etichetta">Colonne mostrate</legend>
          {colonne.map((c) => (
            <label key={c.nome} className="spunta">
              <input type="checkbox" checked={scelte.includes(c.nome)} onChange={() => onAlterna(c.nome)} />
              <span>{c.etichetta}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
