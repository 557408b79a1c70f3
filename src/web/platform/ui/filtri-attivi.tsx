import { Chip, ChipLabel } from 'design-react-kit';
import type { ReactElement } from 'react';
import { Icona } from './icona.tsx';

type Proprieta<N extends string> = {
  attivi: readonly { nome: N; etichetta: string; valore: string }[];
  onTogli: (nome: N) => void;
  onTogliTutti: () => void;
};

/** The filters in force, each with the way to take it off. */
export function FiltriAttivi<N extends string>({
  attivi,
  onTogli,
  onTogliTutti,
}: Proprieta<N>): ReactElement | null {
  if (attivi.length === 0) return null;
  return (
    <div className="filtri__attivi">
      {attivi.map(({ nome, etichetta, valore }) => (
        <Chip key={nome} color="primary">
          <ChipLabel>
            {etichetta}: {valore}
          </ChipLabel>
          <button type="button" className="filtri__togli" onClick={() => onTogli(nome)}>
            <Icona nome="close" />
            <span className="visually-hidden">
              Togli il filtro {etichetta} {valore}
            </span>
          </button>
        </Chip>
      ))}
      {attivi.length > 1 && (
        <button type="button" className="bottone-testo" onClick={onTogliTutti}>
          Togli tutti
        </button>
      )}
    </div>
  );
}
