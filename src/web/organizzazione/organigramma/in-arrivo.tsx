import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { ritiraVariazione, useAggiornaOrganigramma } from './api.ts';
import { cheCosa } from './nomi.ts';
import type { SchedaUnita } from './tipi.ts';

/** What is decided for later: until its day it can be taken back. */
export function InArrivo({
  scheda: s,
  ritira,
}: {
  scheda: SchedaUnita;
  ritira: boolean;
}): ReactElement | null {
  const aggiorna = useAggiornaOrganigramma();
  const vai = useNavigate();
  const ritiro = useMutation({
    mutationFn: (dal: string) => ritiraVariazione(s.codice, dal),
    onSuccess: async () => {
      annuncia('Variazione ritirata');
      // A unit that was only announced is no more.
      if (s.storia.length === 1) await vai({ to: '/organigramma', search: {}, resetScroll: false });
      await aggiorna();
    },
  });
  const future = s.storia.filter((p) => p.futura).reverse();
  if (future.length === 0) return null;
  return (
    <section aria-label="In arrivo">
      <h3>In arrivo</h3>
      <AvvisoErrore errore={ritiro.error} fuoco />
      <ul className="voci-descrittive in-arrivo">
        {future.map((p) => (
          <li key={p.dal}>
            <span>
              <strong>dal {data(p.dal ?? '')}</strong> · {cheCosa(p)}
              {p.cambia.includes('denominazione') && ` («${p.stato.denominazione}»)`}
            </span>
            <small>{p.atto}</small>
            {ritira && (
              <button
                type="button"
                className="bottone-testo bottone-testo--pericolo"
                disabled={ritiro.isPending}
                onClick={() => ritiro.mutate(p.dal ?? '')}
              >
                Ritira<span className="visually-hidden"> ciò che è deciso dal {data(p.dal ?? '')}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
