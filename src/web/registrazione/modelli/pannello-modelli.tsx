import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import type { RichiestaRegistrazione } from '../tipi.ts';
import { eliminaModello, modelliQuery } from './api.ts';
import { SalvaModello } from './salva-modello.tsx';

type Proprieta = { onScegli: (contenuto: Partial<RichiestaRegistrazione>) => void };

/** The templates of the office, and the form as it is as a new one. */
export function PannelloModelli({ onScegli }: Proprieta): ReactElement {
  const { data, error, isPending } = useQuery(modelliQuery);
  const modifica = usePermesso('modello.modifica');
  const client = useQueryClient();
  const eliminazione = useMutation({
    mutationFn: eliminaModello,
    onSuccess: () => client.invalidateQueries(modelliQuery),
  });
  const pannello = useRef<HTMLDivElement>(null);
  const pronto = !isPending;
  useEffect(() => {
    if (pronto) pannello.current?.querySelector<HTMLElement>('button, input')?.focus();
  }, [pronto]);
  return (
    <div ref={pannello}>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error ?? eliminazione.error} />
      {data?.items.length === 0 && <p className="campo__aiuto">Ancora nessun modello.</p>}
      <ul>
        {data?.items.map((m) => (
          <li key={m.id}>
            <button type="button" className="modelli__voce" onClick={() => onScegli(m.contenuto)}>
              {m.nome}
            </button>
            {modifica && (
              <button
                type="button"
                className="bottone-icona"
                disabled={eliminazione.isPending}
                onClick={() => eliminazione.mutate(m.id)}
                aria-label={`Elimina il modello ${m.nome}`}
              >
                <Icona nome="delete" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {modifica && <SalvaModello />}
    </div>
  );
}
