import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import type { AttributiCampo } from './campo.tsx';

export type VoceTendina = { chiave: string; contenuto: ReactNode; scegli: () => void };

type Proprieta = {
  attributi: AttributiCampo;
  testo: string;
  onTesto: (testo: string) => void;
  voci: readonly VoceTendina[];
  /** Said and shown when nothing was found. */
  seVuoto?: string;
  attesa?: boolean;
  placeholder?: string;
  onEsci?: () => void;
};

/** Type-ahead after the combobox pattern of the ARIA guide: focus stays in the field, arrows move in the list. */
export function RicercaATendina(p: Proprieta): ReactElement {
  const [aperta, setAperta] = useState(false);
  const [attiva, setAttiva] = useState(0);
  const lista = useRef<HTMLUListElement>(null);
  const { id } = p.attributi;
  const mostra = aperta && (p.voci.length > 0 || p.attesa === true || p.seVuoto !== undefined);
  const indice = Math.min(attiva, p.voci.length - 1);

  useEffect(() => {
    lista.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [indice, mostra]);

  const scegli = (voce: VoceTendina | undefined): void => {
    if (!voce) return;
    setAperta(false);
    setAttiva(0);
    voce.scegli();
  };
  const tasto = (e: KeyboardEvent<HTMLInputElement>): void => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (!aperta) return setAperta(true);
      const passo = e.key === 'ArrowDown' ? 1 : -1;
      setAttiva((indice + passo + p.voci.length) % Math.max(1, p.voci.length));
    } else if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) {
      // Enter chooses; it never sends the form by surprise.
      e.preventDefault();
      if (mostra) scegli(p.voci[indice]);
    } else if (e.key === 'Escape' && mostra) {
      e.preventDefault();
      e.stopPropagation();
      setAperta(false);
    }
  };

  return (
    <div className="tendina">
      <input
        {...p.attributi}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        placeholder={p.placeholder}
        aria-autocomplete="list"
        aria-expanded={mostra}
        aria-controls={`${id}-lista`}
        aria-activedescendant={mostra && p.voci[indice] ? `${id}-voce-${indice}` : undefined}
        value={p.testo}
        onChange={(e) => {
          p.onTesto(e.target.value);
          setAttiva(0);
          setAperta(true);
        }}
        onKeyDown={tasto}
        onClick={() => setAperta(true)}
        onBlur={() => {
          setAperta(false);
          p.onEsci?.();
        }}
      />
      <ul
        className="tendina__lista"
        id={`${id}-lista`}
        role="listbox"
        aria-label="Proposte"
        ref={lista}
        hidden={!mostra}
      >
        {p.voci.map((voce, i) => (
          <li
            key={voce.chiave}
            id={`${id}-voce-${i}`}
            role="option"
            aria-selected={i === indice}
            className="tendina__voce"
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => scegli(voce)}
          >
            {voce.contenuto}
          </li>
        ))}
        {p.voci.length === 0 && (
          <li className="tendina__nota" role="option" aria-selected="false" aria-disabled="true">
            {p.attesa ? 'Ricerca in corso…' : p.seVuoto}
          </li>
        )}
      </ul>
    </div>
  );
}
