import { useState, type ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { Pannello } from '../../platform/ui/pannello.tsx';
import { colonne, type Colonna } from './colonne.ts';

type Proprieta = { scelte: readonly Colonna[]; onAlterna: (colonna: Colonna) => void };

export function SceltaColonne({ scelte, onAlterna }: Proprieta): ReactElement {
  const [aperta, setAperta] = useState(false);
  return (
    <Pannello
      nome="Colonne mostrate"
      aperto={aperta}
      onAperto={setAperta}
      bottone={
        <>
          <Icona nome="settings" /> Colonne
        </>
      }
    >
      {colonne.map((c) => (
        <label key={c.nome} className="spunta">
          <input type="checkbox" checked={scelte.includes(c.nome)} onChange={() => onAlterna(c.nome)} />
          <span>{c.etichetta}</span>
        </label>
      ))}
    </Pannello>
  );
}
