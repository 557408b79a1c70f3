import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { rispedisci } from '../api.ts';
import type { Invio } from '../tipi.ts';

const FALLITI = new Set(['mancata-consegna', 'non-accettato']);

/** Only those whom it did not reach, each with an address that can be mended. */
export function FinestraRispedisci({
  invio: i,
  onChiudi,
}: {
  invio: Invio;
  onChiudi: () => void;
}): ReactElement {
  const client = useQueryClient();
  const mancati = i.destinatari.filter(
    (d) => d.rispeditoCon === undefined && (i.stato === 'fallito' || FALLITI.has(d.stato)),
  );
  const [indirizzi, setIndirizzi] = useState<Record<string, string>>({});
  const corretti = Object.fromEntries(
    mancati.flatMap((d) => {
      const nuovo = indirizzi[d.id]?.trim();
      return nuovo && nuovo !== d.indirizzo ? [[d.id, nuovo]] : [];
    }),
  );
  const invio = useInvio(
    (corpo: Record<string, string>, chiave) => rispedisci(i.id, corpo, chiave),
    async () => {
      annuncia('Messo in coda');
      onChiudi();
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  );
  return (
    <Finestra titolo="Rispedire?" onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (!invio.isPending) invio.mutate(corretti);
        }}
      >
        <p className="finestra__cosa">«{i.oggetto}»</p>
        <AvvisoErrore errore={invio.error} fuoco />
        <p>
          {mancati.length === 1 ? 'A chi non è arrivato' : `Ai ${mancati.length} a cui non è arrivato`}, e a
          nessun altro. Se l’indirizzo era sbagliato si può correggere qui.
        </p>
        {mancati.map((d) => (
          <Campo key={d.id} etichetta={d.nominativo} aiuto={d.errore}>
            {(a) => (
              <input
                {...a}
                type="email"
                autoComplete="off"
                maxLength={320}
                value={indirizzi[d.id] ?? d.indirizzo}
                onChange={(e) => setIndirizzi({ ...indirizzi, [d.id]: e.target.value })}
              />
            )}
          </Campo>
        ))}
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending}>
            Rispedisci
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
