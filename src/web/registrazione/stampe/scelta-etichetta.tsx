import { useState, type ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { carte } from '../api.ts';
import type { Registrazione } from '../tipi.ts';

/** Label of 62×29 mm, a place on an A4 sheet of labels, or the commands for a thermal printer. */
export function SceltaEtichetta({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const [posizione, setPosizione] = useState('1');
  const numero = /^\d{1,3}$/.test(posizione) && Number(posizione) > 0 ? Number(posizione) : 1;
  return (
    <fieldset className="stampa">
      <legend className="campo__etichetta">Etichetta</legend>
      <p>
        <a href={carte.etichetta(r, '62x29')} target="_blank" rel="noreferrer">
          PDF 62×29 mm <kbd>E</kbd>
        </a>
      </p>
      <Campo etichetta="Sul foglio A4, dalla casella" classe="campo--numero">
        {(a) => (
          <input
            {...a}
            type="text"
            inputMode="numeric"
            maxLength={3}
            value={posizione}
            onChange={(e) => setPosizione(e.target.value)}
          />
        )}
      </Campo>
      <p>
        <a href={carte.etichetta(r, 'a4', numero)} target="_blank" rel="noreferrer">
          PDF su foglio A4
        </a>
      </p>
      <p>
        Stampante termica:{' '}
        <a href={carte.etichettaZpl(r, 203)} download={`etichetta-${r.anno}-${r.numero}.zpl`}>
          ZPL 203 dpi
        </a>
        ,{' '}
        <a href={carte.etichettaZpl(r, 300)} download={`etichetta-${r.anno}-${r.numero}.zpl`}>
          300 dpi
        </a>
      </p>
    </fieldset>
  );
}
