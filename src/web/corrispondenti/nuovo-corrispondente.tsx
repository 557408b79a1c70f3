import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { nuovaChiave } from '../platform/http/chiave.ts';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { aggiungiVoce } from './api.ts';
import { CampiCorrispondente } from './campi-corrispondente.tsx';
import { ripulito } from './nominativo.ts';
import type { Corrispondente } from './tipi.ts';

type Proprieta = {
  valore: Corrispondente;
  nuovo: boolean;
  onConferma: (c: Corrispondente) => void;
  onAnnulla: () => void;
};

/** A correspondent written in place, under the field. Enter confirms, Esc goes back. */
export function NuovoCorrispondente({ valore, nuovo, onConferma, onAnnulla }: Proprieta): ReactElement {
  const [c, setC] = useState(valore);
  const [inRubrica, setInRubrica] = useState(false);
  const [mancante, setMancante] = useState(false);
  const scrive = usePermesso('rubrica.modifica');
  const [chiave] = useState(nuovaChiave);
  const salvataggio = useMutation({
    mutationFn: (voce: Corrispondente) => aggiungiVoce(voce, chiave),
    onSuccess: (_, voce) => onConferma(voce),
  });
  const conferma = (): void => {
    const pulito = ripulito(c);
    const completo = c.tipo === 'PF' ? pulito.nome && pulito.cognome : pulito.denominazione;
    setMancante(!completo);
    if (!completo || salvataggio.isPending) return;
    if (inRubrica) salvataggio.mutate(pulito);
    else onConferma(pulito);
  };
  const tasto = (e: KeyboardEvent): void => {
    if (e.key === 'Escape') {
      e.preventDefault();
      onAnnulla();
    } else if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey && e.target instanceof HTMLInputElement) {
      e.preventDefault();
      conferma();
    }
  };
  return (
    <fieldset className="nuovo" onKeyDown={tasto}>
      <legend>{nuovo ? 'Nuovo corrispondente' : 'Correzione del corrispondente'}</legend>
      <CampiCorrispondente valore={c} onCambia={setC} fuoco />
      {mancante && (
        <p className="campo__errore" role="alert">
          {c.tipo === 'PF' ? 'Servono nome e cognome.' : 'Serve la denominazione.'}
        </p>
      )}
      {nuovo && scrive && (
        <label className="spunta">
          <input type="checkbox" checked={inRubrica} onChange={(e) => setInRubrica(e.target.checked)} />
          <span>Aggiungi anche alla rubrica</span>
        </label>
      )}
      <AvvisoErrore errore={salvataggio.error} />
      <div className="azioni">
        <Button type="button" color="primary" size="sm" onClick={conferma} disabled={salvataggio.isPending}>
          Conferma
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onAnnulla}>
          Annulla
        </Button>
      </div>
    </fieldset>
  );
}
