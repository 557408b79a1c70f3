import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { ElencoSessioni } from './elenco-sessioni.tsx';
import { ModuloPassword } from './modulo-password.tsx';
import { nomeProfilo } from './nomi.ts';
import { useSessione } from './sessione.ts';

/** What concerns the person and not the work: who one is here, how one signs in, where one is signed in. */
export function PaginaProfilo(): ReactElement {
  const { utente, incarichi, passwordScadeIl, fornitore } = useSessione();
  return (
    <Pagina titolo="Il mio profilo" classe="pagina--stretta">
      <section aria-labelledby="profilo-chi">
        <h2 id="profilo-chi">
          {utente.nome} {utente.cognome}
        </h2>
        <p>
          Nome utente <strong>{utente.nomeUtente}</strong>
        </p>
        <ul>
          {incarichi.map((i) => (
            <li key={i.id}>
              {i.unita.denominazione} · {nomeProfilo[i.profilo]}
              {i.responsabileUnita && ', responsabile dell’unità'}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="profilo-password">
        <h2 id="profilo-password">Password</h2>
        <p>
          {fornitore
            ? `Si è entrati con ${fornitore.nome}: la password di Tabularium serve a entrare senza.`
            : `Va cambiata entro il ${data(passwordScadeIl)}.`}{' '}
          Cambiandola si chiudono le sessioni aperte altrove.
        </p>
        <ModuloPassword onFatto={() => annuncia('Password cambiata')} />
      </section>
      <section aria-labelledby="profilo-sessioni">
        <h2 id="profilo-sessioni">Sessioni aperte</h2>
        <ElencoSessioni />
      </section>
    </Pagina>
  );
}
