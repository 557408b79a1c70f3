import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { decidi, type Decisione } from '../api.ts';
import type { Invio } from '../tipi.ts';

type Proprieta = {
  invio: Invio;
  /** Of an uncertain outcome, or of one that is still in the queue. */
  cosa: 'esito' | 'coda';
  onChiudi: () => void;
};

/** A sending that does not go on by itself: somebody says what became of it, and why. */
export function FinestraDecidi({ invio: i, cosa, onChiudi }: Proprieta): ReactElement {
  const client = useQueryClient();
  const [decisione, setDecisione] = useState<Decisione>(cosa === 'coda' ? 'annulla' : 'era-partito');
  const [motivo, setMotivo] = useState('');
  const invio = useInvio(
    (corpo: { decisione: Decisione; motivo: string }, chiave) => decidi(i.id, corpo, chiave),
    async () => {
      annuncia('Deciso');
      onChiudi();
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const pronto = motivo.trim() !== '' && !invio.isPending;
  return (
    <Finestra titolo={cosa === 'esito' ? 'Era partito?' : 'Non spedire più?'} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (pronto) invio.mutate({ decisione, motivo: motivo.trim() });
        }}
      >
        <p className="finestra__cosa">«{i.oggetto}»</p>
        <AvvisoErrore errore={invio.error} fuoco />
        {cosa === 'esito' && (
          <>
            <p>
              Il collegamento è caduto mentre il server prendeva il messaggio, e finora nessuna ricevuta dice
              se è partito. Prima di decidere conviene guardare nella posta inviata della casella.
            </p>
            <Scelta
              legenda="Che cosa ne è stato"
              valore={decisione}
              onCambia={setDecisione}
              opzioni={[
                { valore: 'era-partito', etichetta: 'Era partito' },
                { valore: 'rispedisci', etichetta: 'Non era partito: si spedisce' },
              ]}
            />
          </>
        )}
        <Campo etichetta="Motivo" obbligatorio>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={1000}
              value={motivo}
              onChange={(e) => setMotivo(e.target.value)}
            />
          )}
        </Campo>
        <p className="piede__monito">Non si torna indietro.</p>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!pronto}>
            {cosa === 'esito' ? 'Decidi' : 'Non spedire'}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
