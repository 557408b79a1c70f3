import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { fattoriUtentiQuery, type FattoriUtente } from '../api.ts';
import { Azzera, descriviFattori } from './azzera.tsx';

/** What each person has; lost ones are reset from here. */
export function FattoriPersone(): ReactElement {
  const [testo, setTesto] = useState('');
  const cercato = useRitardato(testo.trim(), 200);
  const elenco = useInfiniteQuery(fattoriUtentiQuery(cercato));
  const persone = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="carta" aria-labelledby="fattori-persone">
      <h3 id="fattori-persone">Persone</h3>
      <Campo etichetta="Cerca" classe="campo--corto">
        {(a) => (
          <input
            {...a}
            type="search"
            maxLength={100}
            placeholder="Cognome e nome, o nome utente"
            value={testo}
            onChange={(e) => setTesto(e.target.value)}
          />
        )}
      </Campo>
      <AvvisoErrore errore={elenco.error} />
      {elenco.isPending && <Attesa />}
      {elenco.data && persone.length === 0 && <p>Nessuna persona con questo nome.</p>}
      <ul className="voci-piane">
        {persone.map((u) => (
          <Riga key={u.id} utente={u} />
        ))}
      </ul>
      {elenco.hasNextPage && (
        <Button
          color="primary"
          outline
          size="sm"
          disabled={elenco.isFetchingNextPage}
          onClick={() => void elenco.fetchNextPage()}
        >
          Mostra altre
        </Button>
      )}
    </section>
  );
}

function Riga({ utente: u }: { utente: FattoriUtente }): ReactElement {
  const vede = usePermesso('utente.consulta');
  const nome = `${u.cognome} ${u.nome}`;
  const manca = u.obbligatorio && !u.totp && u.passkey === 0;
  return (
    <li>
      <div>
        {vede ? (
          <Link to="/amministrazione/utenti/$id" params={{ id: u.id }}>
            {nome}
          </Link>
        ) : (
          nome
        )}{' '}
        <small>{u.nomeUtente}</small>
        <p className="campo__aiuto">{descriviFattori(u)}</p>
      </div>
      <span>
        {manca && <span className="marca marca--attenzione">deve attivarlo</span>} <Azzera utente={u} />
      </span>
    </li>
  );
}
