import { Link, Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { ContoRichiesteAutorizzazione } from '../persone/richieste/conto.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';

/** What the administrator sets; who may only read sees the same, without the buttons. */
export function Amministrazione(): ReactElement {
  const chiavi = usePermesso('chiave-api.gestisce');
  const configura = usePermesso('configurazione.modifica');
  const log = usePermesso('traccia.consulta');
  const utenti = usePermesso('utente.consulta');
  const decide = usePermesso('autorizzazione.decide');
  const fattori = usePermesso('secondo-fattore.governa');
  const regole = usePermesso('assegnazione.regole');
  const caselle = usePermesso('pec.configura');
  const voci = [
    { a: '/amministrazione/aoo', nome: 'Area organizzativa', mostra: true },
    { a: '/amministrazione/segnatura', nome: 'Segnatura e oggetto', mostra: true },
    { a: '/amministrazione/utenti', nome: 'Utenti', mostra: utenti },
    {
      a: '/autorizzazioni/richieste',
      nome: 'Richieste di autorizzazione',
      mostra: decide,
      coda: <ContoRichiesteAutorizzazione />,
    },
    { a: '/amministrazione/permessi', nome: 'Permessi', mostra: true },
    { a: '/amministrazione/secondo-fattore', nome: 'Secondo fattore', mostra: fattori },
    { a: '/amministrazione/smistamento', nome: 'Smistamento', mostra: regole },
    { a: '/amministrazione/caselle', nome: 'Caselle di posta', mostra: caselle },
    { a: '/amministrazione/chiavi', nome: 'Chiavi API', mostra: chiavi },
    { a: '/amministrazione/accesso-esterno', nome: 'Accesso con altri sistemi', mostra: configura },
    { a: '/amministrazione/nomine', nome: 'Nomine', mostra: true },
    { a: '/amministrazione/deleghe', nome: 'Deleghe', mostra: true },
    { a: '/amministrazione/lavori', nome: 'Lavori non riusciti', mostra: configura },
    { a: '/supervisione/log', nome: 'Log', mostra: log },
    { a: '/amministrazione/politiche', nome: 'Politiche di uso', mostra: true },
  ] as const;
  return (
    <Pagina titolo="Amministrazione" classe="pagina--stretta">
      <nav aria-label="Amministrazione">
        <ul className="sottomenu">
          {voci
            .filter((v) => v.mostra)
            .map((v) => (
              <li key={v.a}>
                <Link to={v.a} activeProps={{ 'aria-current': 'page' }}>
                  {v.nome} {'coda' in v && v.coda}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <Outlet />
    </Pagina>
  );
}
