import { Button } from 'design-react-kit';
import { useState, type ReactElement, type ReactNode } from 'react';

type Proprieta = {
  /** Where one searches: name of the form for reading aids. */
  dove: string;
  /** What may be written. */
  cosa: string;
  valore: string;
  onCerca: (q: string) => void;
  children: ReactNode;
};

/** Words to search for, and beside them what else narrows the list. */
export function RicercaParole({ dove, cosa, valore, onCerca, children }: Proprieta): ReactElement {
  const [testo, setTesto] = useState(valore);
  return (
    <form
      className="filtri__parole"
      role="search"
      aria-label={dove}
      onSubmit={(e) => {
        e.preventDefault();
        onCerca(testo.trim());
      }}
    >
      <label htmlFor="filtri-q" className="visually-hidden">
        {cosa}
      </label>
      <input
        id="filtri-q"
        type="search"
        className="form-control"
        placeholder={cosa}
        value={testo}
        onChange={(e) => setTesto(e.target.value)}
      />
      <Button type="submit" color="primary" size="sm">
        Cerca
      </Button>
      {children}
    </form>
  );
}
