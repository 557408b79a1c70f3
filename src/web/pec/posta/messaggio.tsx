import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { agisci, byteDi } from '../api.ts';
import type { Messaggio } from '../tipi.ts';
import { Allegati } from './allegati.tsx';
import { Avvertenze } from './avvertenze.tsx';
import { CorpoMessaggio } from './corpo.tsx';
import { EsitiDi } from './esiti.tsx';
import { Scambi } from './scambi.tsx';
import { StoriaPec } from './storia.tsx';
import { TestataMessaggio } from './testata-messaggio.tsx';

/** The message itself, opened: envelope, warnings, text, attachments, history. */
export function MessaggioAperto({
  messaggio: m,
  azioni,
}: {
  messaggio: Messaggio;
  azioni: ReactNode;
}): ReactElement {
  const client = useQueryClient();
  const rilettura = useMutation({
    mutationFn: () => agisci(m.id, 'rilettura'),
    onSuccess: async () => {
      annuncia('Riletto');
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  });
  return (
    <article aria-labelledby="pec-titolo" className="carta pec-carta">
      <TestataMessaggio messaggio={m} />
      {azioni}
      <Avvertenze messaggio={m} />
      <Scambi messaggio={m} />
      <EsitiDi esiti={m.esiti.filter((e) => e.allegato === undefined && e.esito === 'non-conforme')} />
      <CorpoMessaggio messaggio={m} />
      <Allegati messaggio={m} />
      <p className="pec-intero">
        <a href={byteDi.originale(m.id)} download>
          <Icona nome="download" /> Scarica il messaggio intero (.eml)
        </a>
        {m.azioni.includes('rileggi') && (
          <button
            type="button"
            className="bottone-testo"
            disabled={rilettura.isPending}
            onClick={() => rilettura.mutate()}
          >
            <Icona nome="refresh" /> {rilettura.isPending ? 'Rilettura…' : 'Leggilo di nuovo'}
          </button>
        )}
      </p>
      <AvvisoErrore errore={rilettura.error} />
      <details className="pec-storia">
        <summary>Storia</summary>
        <StoriaPec storia={m.storia} />
      </details>
    </article>
  );
}
