import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { delegheQuery, revocaDelega } from './api.ts';
import { NuovaDelegaModulo } from './nuova-delega.tsx';

/** Who may authorise in the place of the RSP, by which act, from when to when (RN-57.1). */
export function PaginaDeleghe(): ReactElement {
  const { data: deleghe, error, isPending } = useQuery(delegheQuery);
  const conferisce = usePermesso('delega.conferisce');
  const client = useQueryClient();
  const revoca = useMutation({
    mutationFn: revocaDelega,
    onSuccess: async () => {
      annuncia('Delega revocata');
      await client.invalidateQueries(delegheQuery);
    },
  });
  return (
    <>
      <h2>Deleghe</h2>
      <p>
        Il delegato autorizza annullamenti e rettifiche come il responsabile; ogni atto porta il suo nome.
      </p>
      {conferisce && <NuovaDelegaModulo />}
      {isPending && <Attesa />}
      <AvvisoErrore errore={error ?? revoca.error} />
      {deleghe?.items.length === 0 && <Vuoto icona="user" titolo="Nessuna delega" />}
      <ul className="voci-piane">
        {deleghe?.items.map((d) => (
          <li key={d.id} className={d.inVigore ? undefined : 'spenta'}>
            <div>
              <strong>
                {d.utente.cognome} {d.utente.nome}
              </strong>{' '}
              {d.inVigore && <Badge color="success">In vigore</Badge>}
              <p>
                Dal {data(d.dal)} {d.al ? `al ${data(d.al)}` : 'fino a revoca'}, {d.atto}
              </p>
              <p className="campo__aiuto">
                Conferita da {d.conferitaDa} il {data(d.conferitaIl)}
                {d.revocataIl && `, revocata il ${data(d.revocataIl)}`}
              </p>
            </div>
            {conferisce && !d.revocataIl && (
              <button
                type="button"
                className="bottone-testo bottone-testo--pericolo"
                disabled={revoca.isPending}
                onClick={() => revoca.mutate(d.id)}
              >
                Revoca<span className="visually-hidden"> la delega a {d.utente.cognome}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
