import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { Icona } from '../platform/ui/icona.tsx';
import { ContoPosta } from '../pec/conto-posta.tsx';
import { usePostaMia } from '../pec/use-posta-mia.ts';
import { ContoRichieste } from '../registrazione/provvedimenti/conto-richieste.tsx';

type Voce = { a: string; nome: string; icona: string; permesso: string; coda?: ReactNode };

const voci: Voce[] = [
  { a: '/scrivania', nome: 'Scrivania', icona: 'inbox', permesso: 'scrivania.consulta' },
  { a: '/registra', nome: 'Registra', icona: 'plus-circle', permesso: 'registrazione.registra' },
  { a: '/coda', nome: 'Da registrare', icona: 'upload', permesso: 'coda.sottopone' },
  { a: '/registro', nome: 'Registro', icona: 'list', permesso: 'registrazione.consulta' },
  {
    a: '/registro-giornaliero',
    nome: 'Registro giornaliero',
    icona: 'calendar',
    permesso: 'registro-giornaliero.consulta',
  },
  { a: '/pec', nome: 'PEC', icona: 'mail', permesso: 'pec.legge', coda: <ContoPosta /> },
  {
    a: '/richieste',
    nome: 'Richieste',
    icona: 'inbox',
    permesso: 'provvedimento.richiede',
    coda: <ContoRichieste />,
  },
  {
    a: '/consultazioni',
    nome: 'Consultazioni',
    icona: 'password-visible',
    permesso: 'registrazione.consulta',
  },
  { a: '/fascicoli', nome: 'Fascicoli', icona: 'folder', permesso: 'fascicolo.consulta' },
  { a: '/repertori', nome: 'Repertori', icona: 'files', permesso: 'repertorio.consulta' },
  { a: '/serie', nome: 'Serie', icona: 'copy', permesso: 'repertorio.consulta' },
  { a: '/conservazione', nome: 'Conservazione', icona: 'box', permesso: 'conservazione.stato' },
  { a: '/rubrica', nome: 'Rubrica', icona: 'user', permesso: 'rubrica.consulta' },
  { a: '/titolario', nome: 'Titolario', icona: 'folder', permesso: 'titolario.consulta' },
  { a: '/organigramma', nome: 'Organigramma', icona: 'pa', permesso: 'organizzazione.consulta' },
  { a: '/supervisione', nome: 'Supervisione', icona: 'chart-line', permesso: 'supervisione.consulta' },
  { a: '/stato-registro', nome: 'Stato del registro', icona: 'check-circle', permesso: 'registro.stato' },
  { a: '/esportazioni', nome: 'Esportazioni', icona: 'download', permesso: 'esportazione.legge' },
  { a: '/amministrazione', nome: 'Amministrazione', icona: 'settings', permesso: 'configurazione.legge' },
];

/** The rail: only what the profile may use. On a narrow screen it opens from the bar. */
export function Rotaia({ aperta }: { aperta: boolean }): ReactElement {
  const { permessi, ente } = useSessione();
  const posta = usePostaMia();
  return (
    <nav id="rotaia" className={`rotaia ${aperta ? 'rotaia--aperta' : ''}`} aria-label="Principale">
      <ul>
        {voci
          .filter((v) => permessi.includes(v.permesso) && (v.a !== '/pec' || posta))
          .map((v) => (
            <li key={v.a}>
              <Link to={v.a} className="rotaia__voce" activeProps={{ 'aria-current': 'page' }}>
                <Icona nome={v.icona} />
                <span>{v.nome}</span>
                {v.coda}
              </Link>
            </li>
          ))}
        {ente.dimostrativo && (
          <li>
            <Link to="/dimostrazione" className="rotaia__voce" activeProps={{ 'aria-current': 'page' }}>
              <Icona nome="pencil" />
              <span>Scrivi all’ente dimostrativo</span>
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
