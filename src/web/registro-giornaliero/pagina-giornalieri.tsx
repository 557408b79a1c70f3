import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Badge } from 'design-react-kit';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data, giornoEOraDi } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useLargo } from '../platform/ui/use-largo.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { meseQuery } from './api.ts';
import { Mancanti } from './mancanti.tsx';
import { altroMese, giornoInParole, meseInParole } from './mesi.ts';
import type { Giornaliero, MeseGiornalieri } from './tipi.ts';

/** The registri giornalieri of a month: what each says, where it stands, what is missing or late (RN-53.1, RN-5.1). */
export function PaginaGiornalieri(): ReactElement {
  const { mese = giornoEOraDi(new Date()).giorno.slice(0, 7), registro = 'PG' } = useSearch({
    from: '/registro-giornaliero',
  });
  const { data: letto, error, isPending } = useQuery(meseQuery(registro, mese));
  const calendario = usePermesso('calendario.gestisce');
  // The protocollo goes without saying.
  const diverso = registro === 'PG' ? undefined : registro;
  const inCorso = giornoEOraDi(new Date()).giorno.slice(0, 7);
  const vai = useNavigate();
  const apri = (m: string, r = registro): void =>
    void vai({ to: '/registro-giornaliero', search: { mese: m, registro: r === 'PG' ? undefined : r } });
  useTastiElenco();
  useTasti('Registro giornaliero', [
    { tasto: 'm', nome: 'Mese precedente', azione: () => apri(altroMese(mese, -1)) },
    { tasto: 'n', nome: 'Mese seguente', azione: () => apri(altroMese(mese, 1)), attivo: mese < inCorso },
    {
      tasto: 'p',
      nome: 'Registro di un periodo',
      azione: () => void vai({ to: '/registro-giornaliero/periodo', search: { registro: diverso } }),
    },
  ]);
  return (
    <Pagina
      titolo="Registro giornaliero"
      occhiello="Ogni giorno, appena finito, il suo registro si produce da sé e non cambia più."
      azioni={
        <>
          {calendario && (
            <Link to="/registro-giornaliero/calendario" className="btn btn-outline-primary btn-sm">
              <Icona nome="calendar" /> Giorni non lavorativi
            </Link>
          )}
          <Link
            to="/registro-giornaliero/periodo"
            search={{ registro: diverso }}
            className="btn btn-primary btn-sm"
          >
            <Icona nome="print" classe="icona--chiara" /> Registro di un periodo <kbd>P</kbd>
          </Link>
        </>
      }
    >
      <Mancanti />
      <div className="azioni">
        <button
          type="button"
          className="btn btn-outline-primary btn-xs"
          onClick={() => apri(altroMese(mese, -1))}
        >
          <Icona nome="arrow-left" /> {meseInParole(altroMese(mese, -1))} <kbd>M</kbd>
        </button>
        <button
          type="button"
          className="btn btn-outline-primary btn-xs"
          disabled={mese >= inCorso}
          onClick={() => apri(altroMese(mese, 1))}
        >
          {meseInParole(altroMese(mese, 1))} <Icona nome="arrow-right" /> <kbd>N</kbd>
        </button>
        {letto && letto.registri.length > 1 && (
          <Campo etichetta="Registro">
            {(a) => (
              <select
                {...a}
                className="form-select"
                value={registro}
                onChange={(e) => apri(mese, e.target.value)}
              >
                {letto.registri.map((r) => (
                  <option key={r.codice} value={r.codice}>
                    {r.denominazione}
                  </option>
                ))}
              </select>
            )}
          </Campo>
        )}
      </div>
      <h2 className="giornalieri__mese">{meseInParole(mese)}</h2>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {letto && <Mese letto={letto} />}
    </Pagina>
  );
}

function Mese({ letto }: { letto: MeseGiornalieri }): ReactElement {
  const largo = useLargo(900);
  const conservazione = usePermesso('conservazione.stato');
  return (
    <>
      {letto.inRitardo > 0 && (
        <p className="alert alert-warning">
          {letto.inRitardo === 1
            ? 'In tutto, un registro giornaliero doveva già essere versato in conservazione.'
            : `In tutto, ${letto.inRitardo.toLocaleString('it-IT')} registri giornalieri dovevano già essere versati in conservazione.`}{' '}
          {conservazione && <Link to="/conservazione">Che cosa li ferma</Link>}
        </p>
      )}
      {letto.mancanti.length > 0 && (
        <p className="alert alert-warning">
          Non ancora prodotti: {letto.mancanti.map((g) => data(g)).join(', ')}. Si riprova ogni ora.
        </p>
      )}
      {letto.items.length === 0 ? (
        <Vuoto icona="calendar" titolo="In questo mese non ci sono registri giornalieri">
          <p>Il registro di ogni giorno compare qui la notte dopo, anche quando non si è registrato nulla.</p>
        </Vuoto>
      ) : largo ? (
        <Tabella letto={letto} />
      ) : (
        <Schede letto={letto} />
      )}
    </>
  );
}

function Stato({ g }: { g: Giornaliero }): ReactElement {
  if (g.versato) return <Badge color="success">Versato</Badge>;
  if (g.inRitardo) return <Badge color="danger">In ritardo dal {data(g.dovutoEntro)}</Badge>;
  return <>da versare entro il {data(g.dovutoEntro)}</>;
}

const Giorno = ({ g }: { g: Giornaliero }): ReactElement => (
  <Link
    to="/registro-giornaliero/$registro/$giorno"
    params={{ registro: g.registro, giorno: g.giorno }}
    data-voce-elenco=""
  >
    {data(g.giorno)}
  </Link>
);

const numeri = (g: Giornaliero): string =>
  g.prima === undefined
    ? 'nessuna'
    : `${g.quante.toLocaleString('it-IT')}, da ${Number(g.prima)} a ${Number(g.ultima)}`;

function Tabella({ letto }: { letto: MeseGiornalieri }): ReactElement {
  return (
    <table className="elenco elenco--nomi">
      <caption className="visually-hidden">Registri giornalieri del mese, dal più recente</caption>
      <thead>
        <tr>
          <th scope="col">Giorno</th>
          <th scope="col">N.</th>
          <th scope="col">Registrazioni</th>
          <th scope="col">Modifiche di precedenti</th>
          <th scope="col">Conservazione</th>
        </tr>
      </thead>
      <tbody>
        {letto.items.map((g) => (
          <tr key={g.giorno}>
            <th scope="row">
              <Giorno g={g} /> {giornoInParole(g.giorno)}
              {letto.festivi.includes(g.giorno) && ' (non lavorativo)'}
            </th>
            <td>{g.progressivo}</td>
            <td>{numeri(g)}</td>
            <td>{g.eventi}</td>
            <td>
              <Stato g={g} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Schede({ letto }: { letto: MeseGiornalieri }): ReactElement {
  return (
    <ul className="schede" aria-label="Registri giornalieri del mese, dal più recente">
      {letto.items.map((g) => (
        <li key={g.giorno} className="scheda">
          <span className="scheda__numero">
            <Giorno g={g} />
          </span>{' '}
          {giornoInParole(g.giorno)}
          {letto.festivi.includes(g.giorno) && ' (non lavorativo)'}
          <p className="scheda__dati">
            Registrazioni: {numeri(g)}
            {g.eventi > 0 && ` · modifiche di precedenti: ${g.eventi}`}
          </p>
          <p className="scheda__dati">
            <Stato g={g} />
          </p>
        </li>
      ))}
    </ul>
  );
}
