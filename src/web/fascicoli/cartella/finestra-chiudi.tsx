import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { offriRipensamento } from '../../platform/ui/ripensamento.tsx';
import { data } from '../../platform/date/roma.ts';
import { chiudiFascicolo, riapriFascicolo } from '../api.ts';
import { useAtti } from '../fascicola/use-atti.ts';
import { nomeLivello } from '../nomi.ts';
import type { Fascicolo } from '../tipi.ts';

type Proprieta = { fascicolo: Fascicolo; onChiudi: () => void };

/** Closing, with what it means; reopening, only with a reason (RN-44.3). */
export function FinestraChiudi({ fascicolo: f, onChiudi }: Proprieta): ReactElement {
  const atti = useAtti();
  const [testo, setTesto] = useState('');
  const aperto = f.stato === 'aperto';
  const nome = `${nomeLivello(f.livello).toLowerCase()} ${f.numero}`;
  const invio = useInvio(
    (corpo: { testo: string }, chiave) =>
      aperto
        ? chiudiFascicolo(f.numero, corpo.testo ? { note: corpo.testo } : {}, chiave)
        : riapriFascicolo(f.numero, { motivo: corpo.testo }, chiave),
    async (dopo) => {
      onChiudi();
      offriRipensamento({
        testo: dopo.dataChiusura
          ? `Chiuso il ${nome}: la data di chiusura è il ${data(dopo.dataChiusura)}.`
          : `Riaperto il ${nome}.`,
      });
      await atti.aggiorna();
    },
  );
  return (
    <Finestra titolo={`${aperto ? 'Chiudi' : 'Riapri'} il ${nome}`} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if ((aperto || testo.trim()) && !invio.isPending) invio.mutate({ testo: testo.trim() });
        }}
      >
        <p>
          {aperto
            ? 'La data di chiusura sarà quella dell’ultimo documento. Poi non vi si potrà aggiungere, spostare o togliere nulla; con un motivo si può riaprire.'
            : 'Il motivo resta nella storia del fascicolo, con chi riapre e quando.'}
        </p>
        <AvvisoErrore errore={invio.error} fuoco />
        <Campo etichetta={aperto ? 'Annotazioni (facoltative)' : 'Perché si riapre'} obbligatorio={!aperto}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={2000}
              value={testo}
              onChange={(e) => setTesto(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button
            type="submit"
            color="primary"
            size="sm"
            disabled={invio.isPending || (!aperto && !testo.trim())}
          >
            {aperto ? 'Chiudi il fascicolo' : 'Riapri il fascicolo'}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
