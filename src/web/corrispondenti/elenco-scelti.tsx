import { useState, type ReactElement } from 'react';
import { Icona } from '../platform/ui/icona.tsx';
import { contrassegni, nominativo, siglaTipo } from './nominativo.ts';
import type { Corrispondente } from './tipi.ts';

const IN_VISTA = 8;

type Proprieta = {
  nome: string;
  valori: readonly Corrispondente[];
  onTogli: (indice: number) => void;
  onModifica: (indice: number) => void;
  onSvuota: () => void;
};

/** The correspondents chosen so far. Of ten thousand, the first ones and how many the others are. */
export function ElencoScelti({
  nome,
  valori,
  onTogli,
  onModifica,
  onSvuota,
}: Proprieta): ReactElement | null {
  const [tutti, setTutti] = useState(false);
  if (valori.length === 0) return null;
  const visti = tutti ? valori.slice(0, 200) : valori.slice(0, IN_VISTA);
  const nascosti = valori.length - visti.length;
  return (
    <>
      <ul className="scelti" aria-label={`${nome}: scelti`}>
        {visti.map((c, i) => (
          <li key={`${i}-${nominativo(c)}`} className="scelti__voce">
            <span className="scelti__testo">
              <strong>{nominativo(c)}</strong> <small className="tendina__tipo">{siglaTipo[c.tipo]}</small>
              <small className="tendina__dati">{contrassegni(c)}</small>
            </span>
            <button
              type="button"
              className="bottone-icona"
              onClick={() => onModifica(i)}
              aria-label={`Correggi ${nominativo(c)}`}
            >
              <Icona nome="pencil" />
            </button>
            <button
              type="button"
              className="bottone-icona"
              onClick={() => onTogli(i)}
              aria-label={`Togli ${nominativo(c)}`}
            >
              <Icona nome="close" />
            </button>
          </li>
        ))}
      </ul>
      {valori.length > IN_VISTA && (
        <p className="scelti__altri">
          {nascosti > 0 && <>e altri {nascosti.toLocaleString('it-IT')} </>}
          {!tutti && (
            <button type="button" className="bottone-testo" onClick={() => setTutti(true)}>
              Mostra di più
            </button>
          )}{' '}
          <button type="button" className="bottone-testo" onClick={onSvuota}>
            Togli tutti
          </button>
        </p>
      )}
    </>
  );
}
