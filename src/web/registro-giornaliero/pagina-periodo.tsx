import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { giornoEOraDi } from '../platform/date/roma.ts';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { periodoQuery, stampaPeriodo } from './api.ts';
import { ElencoVoci } from './elenco-voci.tsx';

/** The register of any period, also of a whole year: consulted here, printed as PDF/A or CSV (CORI-4). */
export function PaginaPeriodo(): ReactElement {
  const oggi = giornoEOraDi(new Date()).giorno;
  const {
    dal = `${oggi.slice(0, 7)}-01`,
    al = oggi,
    registro = 'PG',
  } = useSearch({ from: '/registro-giornaliero/periodo' });
  const vai = useNavigate();
  const apri = (d: string, a: string): void =>
    void vai({
      to: '/registro-giornaliero/periodo',
      search: { dal: d, al: a, registro: registro === 'PG' ? undefined : registro },
    });
  const anno = al.slice(0, 4);
  const rovescio = dal > al;
  useTastiElenco();
  useTasti('Registro di un periodo', [
    {
      tasto: 'p',
      nome: 'Stampa in PDF',
      azione: () => void window.open(stampaPeriodo(registro, 'pdf', dal, al), '_blank', 'noreferrer'),
      attivo: !rovescio,
    },
    { tasto: 'y', nome: 'Tutto l’anno', azione: () => apri(`${anno}-01-01`, `${anno}-12-31`) },
  ]);
  return (
    <Pagina
      titolo="Registro di un periodo"
      occhiello="Le registrazioni in ordine di numero, di qualunque periodo: il registro di carta non serve."
      azioni={
        !rovescio && (
          <>
            <a
              className="btn btn-outline-primary btn-sm"
              href={stampaPeriodo(registro, 'csv', dal, al)}
              download=""
            >
              <Icona nome="download" /> Foglio di calcolo (CSV)
            </a>
            <a
              className="btn btn-primary btn-sm"
              href={stampaPeriodo(registro, 'pdf', dal, al)}
              target="_blank"
              rel="noreferrer"
            >
              <Icona nome="file-pdf" classe="icona--chiara" /> PDF <kbd>P</kbd>
            </a>
          </>
        )
      }
    >
      <div className="azioni mb-2">
        <Campo etichetta="Dal">
          {(a) => (
            <input
              {...a}
              type="date"
              value={dal}
              onChange={(e) => e.target.value && apri(e.target.value, al)}
            />
          )}
        </Campo>
        <Campo etichetta="Al" errore={rovescio ? 'Il periodo finisce prima di cominciare' : undefined}>
          {(a) => (
            <input
              {...a}
              type="date"
              value={al}
              onChange={(e) => e.target.value && apri(dal, e.target.value)}
            />
          )}
        </Campo>
        <button
          type="button"
          className="btn btn-outline-primary btn-xs align-self-center"
          onClick={() => apri(`${anno}-01-01`, `${anno}-12-31`)}
        >
          Tutto il {anno} <kbd>Y</kbd>
        </button>
      </div>
      {!rovescio && (
        <ElencoVoci
          domanda={periodoQuery(registro, dal, al)}
          nome="Registrazioni del periodo"
          vuoto="Nessuna registrazione in questo periodo"
        />
      )}
    </Pagina>
  );
}
