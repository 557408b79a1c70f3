import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { Finestra } from '../platform/ui/finestra.tsx';
import { CampoMotivo } from './campo-motivo.tsx';
import { ErroreModulo } from './errore-modulo.tsx';

type Proprieta<R> = {
  titolo: string;
  /** What follows from it, said before. */
  children: ReactNode;
  aiuto?: string;
  minimo: number;
  bottone: string;
  pericolo?: boolean;
  invia: (motivo: string) => Promise<R>;
  onFatto: (risultato: R) => void | Promise<void>;
  onChiudi: () => void;
};

/** An act that takes effect at once and wants a reason, which stays. */
export function FinestraMotivo<R>(p: Proprieta<R>): ReactElement {
  const [motivo, setMotivo] = useState('');
  const [corto, setCorto] = useState(false);
  const invio = useInvio(p.invia, p.onFatto);
  const pronto = motivo.trim().length >= p.minimo;
  const errore =
    corto && !pronto ? `Servono almeno ${p.minimo} caratteri.` : erroriCampi(invio.error)('motivo');
  return (
    <Finestra titolo={p.titolo} onChiudi={p.onChiudi}>
      <form
        noValidate
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          setCorto(!pronto);
          if (pronto && !invio.isPending) invio.mutate(motivo.trim());
        }}
      >
        {p.children}
        <ErroreModulo errore={invio.error} />
        <CampoMotivo
          etichetta="Motivo"
          aiuto={p.aiuto ?? 'Con l’atto, se c’è: resta nella storia.'}
          massimo={500}
          valore={motivo}
          onCambia={setMotivo}
          errore={errore}
        />
        <div className="azioni">
          <Button
            type="submit"
            color={p.pericolo ? 'danger' : 'primary'}
            size="sm"
            disabled={invio.isPending}
          >
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
