import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { quanti } from '../../platform/ui/quanti.ts';
import { salvaObbligo, type ObbligoSecondoFattore, type Profilo } from '../api.ts';
import { nomeProfilo } from '../nomi.ts';

/** Which profiles must have one, with how many people would have to get it. */
export function ObbligoModulo({ obbligo }: { obbligo: ObbligoSecondoFattore }): ReactElement {
  const prima = obbligo.profili.filter((p) => p.obbligatorio).map((p) => p.profilo);
  const [scelti, setScelti] = useState(prima);
  const client = useQueryClient();
  const invio = useMutation({
    mutationFn: () => salvaObbligo(scelti),
    onSuccess: async () => {
      annuncia('Obbligo salvato');
      await client.invalidateQueries({ queryKey: ['secondo-fattore'] });
    },
  });
  const cambiato = scelti.length !== prima.length || scelti.some((p) => !prima.includes(p));
  const daAttivare = obbligo.profili
    .filter((p) => scelti.includes(p.profilo) && !p.obbligatorio)
    .reduce((n, p) => n + p.utenti - p.attivati, 0);
  return (
    <form
      className="carta"
      aria-label="Obbligo del secondo fattore"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        if (cambiato && !invio.isPending) invio.mutate();
      }}
    >
      <h3>Chi deve averlo</h3>
      <AvvisoErrore errore={invio.error} fuoco />
      <ul className="voci-piane">
        {obbligo.profili.map((p) => {
          const senza = p.utenti - p.attivati;
          return (
            <li key={p.profilo}>
              <label className="spunta">
                <input
                  type="checkbox"
                  checked={scelti.includes(p.profilo)}
                  onChange={(e) =>
                    setScelti(
                      e.target.checked ? [...scelti, p.profilo] : scelti.filter((x) => x !== p.profilo),
                    )
                  }
                />
                <span>{nomeProfilo[p.profilo as Profilo]}</span>
              </label>
              <span className="obbligo__conto">
                {p.utenti === 0
                  ? 'nessuno ha questo profilo'
                  : `${p.attivati} su ${p.utenti} l’${p.attivati === 1 ? 'ha' : 'hanno'}${senza > 0 ? `; da attivare per ${senza}` : ''}`}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="campo__aiuto">
        Vale dal prossimo accesso di ciascuno: chi non l’ha entra solo per attivarlo.
      </p>
      {cambiato && (
        <p role="status">
          {daAttivare > 0
            ? `Al prossimo accesso ${quanti(daAttivare, 'persona dovrà', 'persone dovranno')} attivarne uno.`
            : 'Nessuno dovrà attivarne uno nuovo.'}
        </p>
      )}
      <Button type="submit" color="primary" size="sm" disabled={!cambiato || invio.isPending}>
        Salva
      </Button>
    </form>
  );
}
