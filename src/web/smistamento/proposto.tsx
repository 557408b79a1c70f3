import type { ReactElement } from 'react';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import type { SmistamentoProposto } from './tipi.ts';

type Proprieta = {
  proposta: SmistamentoProposto;
  /** Whether the form already says what is proposed. */
  accettato: boolean;
  onAccetta: () => void;
};

/** What the rules propose beside the competent office, with the name of the rule: a key takes it, nothing else does. */
export function Proposto({ proposta, accettato, onAccetta }: Proprieta): ReactElement | null {
  const { competenza, conoscenza } = proposta;
  const regole = [...new Set([competenza?.regola.nome, ...conoscenza.map((c) => c.regola.nome)])].filter(
    (nome) => nome !== undefined,
  );
  const accetta = (): void => {
    onAccetta();
    annuncia(`Smistamento della regola accettato: ${competenza?.ufficio.denominazione ?? 'per conoscenza'}`);
  };
  useTasti('Smistamento', [
    {
      tasto: 'x',
      nome: 'Accetta lo smistamento proposto dalle regole',
      azione: accetta,
      attivo: regole.length > 0 && !accettato,
    },
  ]);
  if (regole.length === 0) return null;
  const perConoscenza = conoscenza.map((c) => c.ufficio.denominazione).join(', ');
  return (
    <div className="suggeriti" role="group" aria-label="Smistamento proposto dalle regole">
      <button
        type="button"
        className="suggerito suggerito--regola"
        data-suggerimento="regola"
        aria-pressed={accettato}
        onClick={accetta}
      >
        <Icona nome="share" /> <strong>{competenza?.ufficio.denominazione ?? 'Per conoscenza'}</strong>{' '}
        <span className="suggerito__nome">
          {regole.length === 1 ? 'regola' : 'regole'} {regole.map((r) => `«${r}»`).join(', ')}
        </span>{' '}
        {!accettato && <kbd>X</kbd>}
      </button>
      <p className="suggeriti__misura">
        {competenza && `Perché: ${competenza.perche.join(', ')}. `}
        {perConoscenza && `Per conoscenza: ${perConoscenza}.`}
      </p>
    </div>
  );
}
