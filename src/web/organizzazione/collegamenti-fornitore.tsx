import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { fornitoriQuery, identitaQuery, scollega, type FornitoreIdentita } from './fornitori.ts';

/** Who came in by a system at least once, and how it knows him; a link can be taken away. */
export function CollegamentiFornitore({ fornitore: f }: { fornitore: FornitoreIdentita }): ReactElement {
  const [aperto, setAperto] = useState(false);
  if (f.collegate === 0) return <p className="campo__aiuto">Nessuno è ancora entrato con questo sistema.</p>;
  return (
    <details onToggle={(e) => setAperto(e.currentTarget.open)}>
      <summary>
        {f.collegate === 1 ? 'Una persona è entrata' : `${f.collegate} persone sono entrate`} con questo
        sistema
      </summary>
      {aperto && <Elenco fornitore={f} />}
    </details>
  );
}

function Elenco({ fornitore }: { fornitore: FornitoreIdentita }): ReactElement {
  const client = useQueryClient();
  const { data, error } = useQuery(identitaQuery(fornitore.id));
  const toglie = useMutation({
    mutationFn: scollega,
    onSuccess: async () => {
      annuncia('Collegamento tolto');
      await client.invalidateQueries(fornitoriQuery);
    },
  });
  return (
    <>
      <AvvisoErrore errore={error ?? toglie.error} fuoco />
      {!data && !error && <Attesa />}
      <ul className="list-unstyled">
        {data?.map((i) => (
          <li key={i.id}>
            {i.utente.cognome} {i.utente.nome}
            {!i.utente.attivo && ' (disattivato)'}, là <code>{i.sub}</code>, ultimo accesso{' '}
            {dataOra(i.ultimoUso)}{' '}
            <button
              type="button"
              className="bottone-testo bottone-testo--pericolo"
              disabled={toglie.isPending}
              onClick={() => toglie.mutate(i)}
            >
              Scollega
              <span className="visually-hidden">
                {' '}
                {i.utente.cognome} {i.utente.nome}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
