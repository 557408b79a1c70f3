import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { annuncia } from './annunci.tsx';
import { Icona } from './icona.tsx';

/** Copies a text; where the browser withholds the clipboard it says so, and the text can be selected by hand. */
export function Copia({ testo, nome }: { testo: string; nome: string }): ReactElement {
  const [esito, setEsito] = useState<string>();
  const copia = async (): Promise<void> => {
    const risultato = await navigator.clipboard
      .writeText(testo)
      .then(() => 'Copiato')
      .catch(() => 'Copia non riuscita: selezionare il testo');
    setEsito(risultato);
    annuncia(risultato);
  };
  return (
    <Button
      type="button"
      color="primary"
      outline
      size="xs"
      onClick={() => void copia()}
      aria-label={`Copia ${nome}`}
    >
      <Icona nome="copy" /> {esito ?? 'Copia'}
    </Button>
  );
}
