import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Pannello } from '../../platform/ui/pannello.tsx';
import { PannelloModelli } from '../modelli/pannello-modelli.tsx';
import type { RichiestaRegistrazione } from '../tipi.ts';

type Proprieta = {
  onRipeti: (() => void) | undefined;
  onModello: (contenuto: Partial<RichiestaRegistrazione>) => void;
  onSvuota: (() => void) | undefined;
  onRipristina: (() => void) | undefined;
};

/** Ways to begin other than from an empty form. */
export function AzioniRegistra({ onRipeti, onModello, onSvuota, onRipristina }: Proprieta): ReactElement {
  const [modelli, setModelli] = useState(false);
  useTasti('Per cominciare', [
    {
      tasto: 'r',
      nome: 'Ripete l’ultima registrazione',
      azione: () => onRipeti?.(),
      attivo: onRipeti !== undefined,
    },
    { tasto: 't', nome: 'Da un modello', azione: () => setModelli(true) },
  ]);
  return (
    <>
      {onRipristina && (
        <Button type="button" color="primary" outline size="xs" onClick={onRipristina}>
          Ripristina quanto c’era
        </Button>
      )}
      {onSvuota && (
        <Button type="button" color="primary" outline size="xs" onClick={onSvuota}>
          Svuota
        </Button>
      )}
      <Button type="button" color="primary" outline size="xs" disabled={!onRipeti} onClick={onRipeti}>
        Ripeti l’ultima <kbd>R</kbd>
      </Button>
      <Pannello
        nome="Modelli"
        aperto={modelli}
        onAperto={setModelli}
        bottone={
          <>
            Da un modello <kbd>T</kbd>
          </>
        }
      >
        <PannelloModelli
          onScegli={(contenuto) => {
            setModelli(false);
            onModello(contenuto);
          }}
        />
      </Pannello>
    </>
  );
}
