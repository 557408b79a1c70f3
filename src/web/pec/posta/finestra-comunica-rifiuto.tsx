import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { comunicaRifiuto } from '../api.ts';
import type { ComunicazioneRifiuto, Messaggio } from '../tipi.ts';
import { TestoDaInviare } from './testo-da-inviare.tsx';

type Proprieta = {
  messaggio: Messaggio;
  onRegistrato: (registrazione: Registrazione) => void;
  onChiudi: () => void;
};

/** The rejection is told: the text becomes a document, takes a number and leaves (RN-79.6). */
export function FinestraComunicaRifiuto({ messaggio: m, onRegistrato, onChiudi }: Proprieta): ReactElement {
  const client = useQueryClient();
  const [testo, setTesto] = useState<string>();
  const invio = useInvio(
    (corpo: ComunicazioneRifiuto, chiave) => comunicaRifiuto(m.id, corpo, chiave),
    async (registrazione) => {
      onChiudi();
      onRegistrato(registrazione);
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const pronto = testo !== undefined && testo.trim() !== '' && !invio.isPending;
  return (
    <Finestra titolo="Comunicare il rifiuto al mittente?" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (pronto) invio.mutate({ testo });
        }}
      >
        <AvvisoErrore errore={invio.error} fuoco />
        <TestoDaInviare messaggio={m.id} cosa="comunicazione-rifiuto" testo={testo} onTesto={setTesto} />
        <p className="piede__monito">
          Il testo diventa un documento, è registrato in partenza e spedito: non si torna indietro.
        </p>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!pronto}>
            {invio.isPending ? 'Registrazione in corso…' : 'Registra e spedisci'}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
