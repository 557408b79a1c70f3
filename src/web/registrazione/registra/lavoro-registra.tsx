import type { ReactElement } from 'react';
import type { Esclusione } from '../esclusioni/api.ts';
import type { Flusso } from '../tipi.ts';
import { CampiModulo } from './campi-modulo.tsx';
import { PannelloDocumenti } from './pannello-documenti.tsx';
import { PiedeRegistra } from './piede-registra.tsx';
import type { StatoModulo } from './use-modulo.ts';
import type { StatoInvio } from './use-registrazione.ts';
import { useSimili } from './use-simili.ts';

type Proprieta = {
  stato: StatoModulo;
  invio: StatoInvio;
  inCarico: boolean;
  bozza: { salvataIl?: string; errore?: boolean };
  onFlusso: (flusso: Flusso) => void;
  onRegistra: () => void;
  onEscluso: (esclusione: Esclusione) => void;
  onErrore: (errore: unknown) => void;
};

/** Document on one side, data on the other, the act at the foot. Still while a registration is on its way. */
export function LavoroRegistra(p: Proprieta): ReactElement {
  const { documenti, bottoneFile } = p.stato;
  const simili = useSimili(documenti.righe);
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        p.onRegistra();
      }}
      noValidate
    >
      <fieldset className="registra__colonne" disabled={p.invio !== 'pronto'}>
        <legend className="visually-hidden">Documento e dati della registrazione</legend>
        <PannelloDocumenti documenti={documenti} simili={simili} bottone={bottoneFile} />
        <div className="registra__dati">
          <CampiModulo onFlusso={p.onFlusso} simili={simili} />
        </div>
      </fieldset>
      <PiedeRegistra
        stato={p.invio}
        inCarico={p.inCarico}
        bozza={p.bozza}
        documento={documenti.righe.find((r) => r.documento)?.documento?.id}
        onRegistra={p.onRegistra}
        onEscluso={p.onEscluso}
        onErrore={p.onErrore}
      />
    </form>
  );
}
