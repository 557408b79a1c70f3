import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useUnita } from '../../organizzazione/api.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { chiediFascicolo, type Registrata } from '../api.ts';
import { useAtti } from '../fascicola/use-atti.ts';

type Proprieta = { documento: Registrata & { oggetto: string }; onChiudi: () => void };

/** The protocollo does not know where it goes: it asks the office, whose answer files it (RN-26.2). */
export function FinestraRichiedi({ documento: d, onChiudi }: Proprieta): ReactElement {
  const { data: unita } = useUnita();
  const atti = useAtti();
  const [ufficio, setUfficio] = useState('');
  const [nota, setNota] = useState('');
  const invio = useInvio(chiediFascicolo, async (richiesta) => {
    onChiudi();
    offriRipensamento({ testo: `Chiesto a ${richiesta.ufficio.denominazione} in quale fascicolo va.` });
    await atti.aggiorna();
  });
  const errori = erroriCampi(invio.error);
  return (
    <Finestra titolo="Chiedi il fascicolo all’ufficio" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (invio.isPending) return;
          invio.mutate({
            registrazione: { registro: d.registro, anno: d.anno, numero: Number(d.numero) },
            ...(ufficio && { ufficio }),
            ...(nota.trim() && { nota: nota.trim() }),
          });
        }}
      >
        <p className="finestra__cosa">
          {d.numero}/{d.anno} «{d.oggetto}»
        </p>
        <AvvisoErrore errore={invio.error} fuoco />
        <Campo etichetta="A quale ufficio" errore={errori('ufficio')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={ufficio}
              onChange={(e) => setUfficio(e.target.value)}
            >
              <option value="">Quello competente del documento</option>
              {unita
                ?.filter((u) => u.uu)
                .map((u) => (
                  <option key={u.codice} value={u.codice}>
                    {u.denominazione}
                  </option>
                ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Nota per chi risponde" errore={errori('nota')}>
          {(a) => (
            <textarea
              {...a}
              rows={2}
              maxLength={2000}
              value={nota}
              onChange={(e) => setNota(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
            Chiedi
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
