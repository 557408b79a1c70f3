import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { assegna, type Registrata } from './api.ts';
import { CampoAssegnazioni } from './campo-assegnazioni.tsx';
import { pulite } from './pulite.ts';
import type { Assegnazione, NuovaAssegnazione } from './tipi.ts';
import { useAggiorna } from './use-comandi.ts';

type Proprieta = {
  documento: Registrata & { oggetto: string };
  /** There is a competent office already: others have it per conoscenza. */
  competente: boolean;
  /** The rinvio this is the answer to. */
  rinvio?: Assegnazione | undefined;
  onChiudi: () => void;
};

/** The UOP assigns a document, or assigns it anew after a rinvio (RN-33.2, RN-33.4). */
export function FinestraAssegna({ documento: d, competente, rinvio, onChiudi }: Proprieta): ReactElement {
  const aggiorna = useAggiorna();
  const [scelte, setScelte] = useState<NuovaAssegnazione[]>([]);
  const [smista, setSmista] = useState(true);
  const invio = useInvio(
    (corpo: Parameters<typeof assegna>[1], chiave) => assegna(d, corpo, chiave),
    async () => {
      annuncia(smista ? 'Assegnato e smistato' : 'Assegnato');
      onChiudi();
      await aggiorna();
    },
  );
  return (
    <Finestra titolo={rinvio ? 'Riassegna' : 'Assegna'} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (invio.isPending || scelte.length === 0) return;
          invio.mutate({ assegnazioni: pulite(scelte), smista, ...(rinvio && { rinvio: rinvio.id }) });
        }}
      >
        <p className="finestra__cosa">
          {d.numero}/{d.anno} «{d.oggetto}»
        </p>
        {rinvio?.rinvio && (
          <p className="campo__aiuto">
            Rinviato da {rinvio.unita.denominazione}: «{rinvio.rinvio.motivo}»
          </p>
        )}
        <AvvisoErrore errore={invio.error} fuoco />
        <CampoAssegnazioni id="assegna-a" scelte={scelte} onScelte={setScelte} competenza={!competente} />
        {competente && (
          <p className="campo__aiuto">
            C’è già un ufficio competente: agli altri il documento va per conoscenza.
          </p>
        )}
        <label className="spunta">
          <input type="checkbox" checked={smista} onChange={(e) => setSmista(e.target.checked)} />
          <span>Smista subito</span>
        </label>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending || scelte.length === 0}>
            {smista ? 'Assegna e smista' : 'Assegna'}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
