import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useCallback, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { quanti } from '../../platform/ui/quanti.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { indirizzoCsvUtenti, utentiQuery, type RigaUtente } from '../api.ts';
import { descriviPoteri, nomeRapporto } from '../nomi.ts';
import { FiltriUtentiVisti } from './filtri-utenti.tsx';
import type { FiltriUtenti } from './filtri.ts';

const rotta = getRouteApi('/amministrazione/utenti');

/** Who has an account, and what each may do today. */
export function PaginaUtenti(): ReactElement {
  const filtro = rotta.useSearch();
  const vai = useNavigate();
  const gestisce = usePermesso('utente.gestisce');
  const elenco = useInfiniteQuery(utentiQuery(filtro));
  const cambia = useCallback(
    (search: FiltriUtenti) => void vai({ to: '/amministrazione/utenti', search, replace: true }),
    [vai],
  );
  const utenti = elenco.data?.pages.flatMap((p) => p.items) ?? [];
  const totale = elenco.data?.pages[0]?.totale ?? 0;
  const filtrato = Object.values(filtro).some((v) => v !== undefined);
  return (
    <>
      <div className="testa-sezione">
        <h2>Utenti</h2>
        <div className="pagina__azioni">
          <a className="btn btn-outline-primary btn-sm" href={indirizzoCsvUtenti} download>
            <Icona nome="download" /> Esporta CSV
          </a>
          {gestisce && (
            <>
              <Link className="btn btn-outline-primary btn-sm" to="/amministrazione/utenti/importa">
                <Icona nome="upload" /> Importa CSV
              </Link>
              <Link className="btn btn-primary btn-sm" to="/amministrazione/utenti/nuovo">
                <Icona nome="plus" classe="icona--chiara" /> Nuovo utente
              </Link>
            </>
          )}
        </div>
      </div>
      <FiltriUtentiVisti filtro={filtro} onCambia={cambia} />
      <AvvisoErrore errore={elenco.error} />
      {elenco.isPending && <Attesa />}
      {elenco.data && (
        <p className="conteggio" role="status">
          {quanti(totale, 'utente', 'utenti')}
        </p>
      )}
      {elenco.data && utenti.length === 0 && (
        <Vuoto icona="user" titolo={filtrato ? 'Nessun utente con questi filtri' : 'Nessun utente'}>
          {filtrato ? (
            <p>
              <Link to="/amministrazione/utenti" search={{}}>
                Togli i filtri
              </Link>
            </p>
          ) : (
            <p>Qui compare chi può entrare nel programma.</p>
          )}
        </Vuoto>
      )}
      <ul className="voci-piane">
        {utenti.map((u) => (
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
          Mostra altri
        </Button>
      )}
    </>
  );
}

function Riga({ utente: u }: { utente: RigaUtente }): ReactElement {
  return (
    <li className={u.attivo ? undefined : 'spenta'}>
      <div>
        <Link to="/amministrazione/utenti/$id" params={{ id: u.id }}>
          <strong>
            {u.cognome} {u.nome}
          </strong>
        </Link>
        <p className="campo__aiuto">
          {u.nomeUtente}
          {u.rapporto !== 'dipendente' && ` · ${nomeRapporto[u.rapporto]}`}
        </p>
        {u.incarichi.map((i) => (
          <p key={`${i.unita} ${i.profilo}`}>
            {i.unita}: {descriviPoteri({ ...i, accesso: 'contenuto' })}
          </p>
        ))}
      </div>
      <span>
        {!u.attivo && <span className="marca marca--spenta">cessato</span>}
        {u.attivo && u.incarichi.length === 0 && (
          <span className="marca marca--attenzione">senza autorizzazioni</span>
        )}
        {u.attivo && !u.incaricato && <span className="marca">non incaricato del trattamento</span>}
      </span>
    </li>
  );
}
