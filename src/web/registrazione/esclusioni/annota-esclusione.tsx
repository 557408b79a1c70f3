import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { useFormContext } from 'react-hook-form';
import { nominativo } from '../../corrispondenti/nominativo.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import type { Modulo } from '../registra/modulo.ts';
import { annotaEsclusione, type Esclusione } from './api.ts';

type Proprieta = {
  documento: string | undefined;
  onFatto: (esclusione: Esclusione) => void;
  onErrore: (errore: unknown) => void;
};

/** Instead of registering: the exclusion is written down with its kind, operator and date (RN-38.1-4). */
export function AnnotaEsclusione({ documento, onFatto, onErrore }: Proprieta): ReactElement {
  const { getValues } = useFormContext<Modulo>();
  const invio = useInvio(annotaEsclusione, onFatto);
  const annota = (): void => {
    if (invio.isPending) return;
    const m = getValues();
    const mittente = m.mittenti.map(nominativo).join(', ');
    invio.mutate(
      {
        categoria: m.categoriaEsclusa,
        descrizione: m.oggetto.trim(),
        ...(mittente && { mittente: mittente.slice(0, 500) }),
        ...(m.mezzo && { mezzo: m.mezzo }),
        ...(m.motivoEsclusione.trim() && { motivo: m.motivoEsclusione.trim() }),
        ...(documento && { documento }),
      },
      { onError: onErrore },
    );
  };
  useTasti('Registra', [{ tasto: 'Ctrl+Enter', nome: 'Annota senza registrare', azione: annota }]);
  return (
    <div className="piede__atto">
      <span className="piede__monito" id="monito">
        Non prende numero: resta annotato chi, quando e perché.
      </span>
      <Button
        color="warning"
        type="button"
        disabled={invio.isPending}
        onClick={annota}
        aria-describedby="monito"
      >
        Annota senza registrare <kbd>Ctrl + Invio</kbd>
      </Button>
    </div>
  );
}
