import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { titoloDi } from '../da-fascicolare.ts';
import { useAtti } from '../fascicola/use-atti.ts';
import type { Fascicolazione } from '../tipi.ts';

type Proprieta = { documento: Fascicolazione; onFatto: () => void; onChiudi: () => void };

/** Taking a document out: with a reason, and only from here. */
export function FinestraTogli({ documento: d, onFatto, onChiudi }: Proprieta): ReactElement {
  const atti = useAtti();
  const [motivo, setMotivo] = useState('');
  const atto = useMutation({
    mutationFn: () => atti.togli(d.fascicolo, d.id, motivo.trim(), titoloDi(d)),
    onSuccess: () => {
      onFatto();
      onChiudi();
    },
  });
  return (
    <Finestra titolo={`Togli dal fascicolo ${d.fascicolo}`} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (motivo.trim() && !atto.isPending) atto.mutate();
        }}
      >
        <p className="finestra__cosa">{titoloDi(d)}</p>
        <AvvisoErrore errore={atto.error} fuoco />
        <Campo
          etichetta="Perché si toglie"
          obbligatorio
          aiuto="Resta nella storia del fascicolo. Il documento non si cancella, e rimane negli altri fascicoli in cui si trova."
        >
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={2000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button type="submit" color="danger" size="sm" disabled={!motivo.trim() || atto.isPending}>
            Togli dal fascicolo
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
