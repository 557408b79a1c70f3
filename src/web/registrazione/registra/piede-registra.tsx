import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { dataOra } from '../../platform/date/roma.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { AnnotaEsclusione } from '../esclusioni/annota-esclusione.tsx';
import type { Esclusione } from '../esclusioni/api.ts';
import type { Modulo } from './modulo.ts';
import type { StatoInvio } from './use-registrazione.ts';

type Proprieta = {
  stato: StatoInvio;
  inCarico: boolean;
  bozza: { salvataIl?: string; errore?: boolean };
  documento: string | undefined;
  onRegistra: () => void;
  onEscluso: (esclusione: Esclusione) => void;
  onErrore: (errore: unknown) => void;
};

/** The act, and what it cannot undo. A document of an excluded kind is noted instead of registered. */
export function PiedeRegistra(p: Proprieta): ReactElement {
  const { control } = useFormContext<Modulo>();
  const categoria = useWatch({ control, name: 'categoriaEsclusa' });
  const mezzo = useWatch({ control, name: 'mezzo' });
  // What comes by raccomandata is registered whatever its kind (RN-64.1).
  const esclude = categoria !== '' && mezzo !== 'raccomandata';
  useTasti('Registra', [
    { tasto: 'Ctrl+Enter', nome: 'Registra', azione: p.onRegistra, attivo: !esclude && p.stato === 'pronto' },
  ]);
  return (
    <div className="piede">
      <p className="piede__bozza">
        {p.bozza.errore
          ? 'Il browser non conserva la bozza: non chiudere la pagina.'
          : p.bozza.salvataIl
            ? `Bozza conservata in questo browser, ${dataOra(p.bozza.salvataIl)}.`
            : ''}
      </p>
      {esclude ? (
        <AnnotaEsclusione documento={p.documento} onFatto={p.onEscluso} onErrore={p.onErrore} />
      ) : (
        <div className="piede__atto">
          <span className="piede__monito" id="monito">
            {p.inCarico ? 'Attendere il caricamento dei file.' : 'Poi si può solo annullare.'}
          </span>
          <Button
            color="primary"
            type="submit"
            className="piede__registra"
            disabled={p.stato !== 'pronto' || p.inCarico}
            aria-describedby="monito"
          >
            {p.stato === 'in-corso' ? 'Registrazione in corso…' : 'Registra'} <kbd>Ctrl + Invio</kbd>
          </Button>
        </div>
      )}
    </div>
  );
}
