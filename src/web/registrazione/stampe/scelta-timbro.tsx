import { useState, type ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { carte } from '../api.ts';
import type { DocumentoRegistrato, Registrazione } from '../tipi.ts';

const posizioni = [
  { valore: 'alto-destra', nome: 'in alto a destra' },
  { valore: 'alto-sinistra', nome: 'in alto a sinistra' },
  { valore: 'basso-destra', nome: 'in basso a destra' },
  { valore: 'basso-sinistra', nome: 'in basso a sinistra' },
];

type Proprieta = { registrazione: Registrazione; documenti: readonly (DocumentoRegistrato | undefined)[] };

/** A courtesy copy with the segnatura on it; the original stays as it is. */
export function SceltaTimbro({ registrazione, documenti }: Proprieta): ReactElement {
  const [posizione, setPosizione] = useState('alto-destra');
  return (
    <fieldset className="stampa">
      <legend className="campo__etichetta">Copia timbrata</legend>
      <Campo etichetta="Timbro">
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={posizione}
            onChange={(e) => setPosizione(e.target.value)}
          >
            {posizioni.map((p) => (
              <option key={p.valore} value={p.valore}>
                {p.nome}
              </option>
            ))}
          </select>
        )}
      </Campo>
      <ul>
        {documenti.map(
          (d) =>
            d?.id && (
              <li key={d.id}>
                <a href={carte.timbrato(registrazione, d.id, posizione)} target="_blank" rel="noreferrer">
                  {d.nomeFile}
                </a>
              </li>
            ),
        )}
      </ul>
      <p className="campo__aiuto">È una copia di cortesia: l’originale non cambia.</p>
    </fieldset>
  );
}
