import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { agisci, type AttoSulMessaggio } from '../api.ts';
import type { Messaggio } from '../tipi.ts';

export type Fatto = (testo: string) => void;

type Proprieta = {
  messaggio: Messaggio;
  titolo: string;
  atto: AttoSulMessaggio;
  corpo?: object;
  bottone: string;
  /** What cannot be undone, beside the button. */
  monito: string;
  pronto?: boolean;
  fatto: string;
  onFatto: Fatto;
  onChiudi: () => void;
  children?: ReactNode;
};

/** Frame of the acts that end a message: what it is, what is asked, what cannot be undone. */
export function FinestraAtto(p: Proprieta): ReactElement {
  const client = useQueryClient();
  const invio = useInvio(
    (corpo: object | null) => agisci(p.messaggio.id, p.atto, corpo ?? undefined),
    async () => {
      p.onChiudi();
      p.onFatto(p.fatto);
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  const pronto = p.pronto !== false && !invio.isPending;
  return (
    <Finestra titolo={p.titolo} onChiudi={p.onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (pronto) invio.mutate(p.corpo ?? null);
        }}
      >
        <p className="finestra__cosa">«{p.messaggio.oggetto}»</p>
        <AvvisoErrore errore={invio.error} fuoco />
        {p.children}
        <p className="piede__monito">{p.monito}</p>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!pronto}>
            {p.bottone}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={p.onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
