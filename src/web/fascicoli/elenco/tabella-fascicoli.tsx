import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { useBersaglio, type DaFascicolare } from '../fascicola/trascina.ts';
import { nomeLivello, nomeTipo } from '../nomi.ts';
import { StatoFascicolo } from '../stato-fascicolo.tsx';
import type { FascicoloBreve } from '../tipi.ts';

type Proprieta = {
  fascicoli: readonly FascicoloBreve[];
  onDocumento: (documento: DaFascicolare, numero: string) => void;
};

/** The list on a wide window. Each open row takes a document that is dropped on it. */
export function TabellaFascicoli({ fascicoli, onDocumento }: Proprieta): ReactElement {
  return (
    <table className="elenco">
      <caption className="visually-hidden">Fascicoli</caption>
      <thead>
        <tr>
          <th scope="col">Numero</th>
          <th scope="col">Denominazione e oggetto</th>
          <th scope="col">Classe</th>
          <th scope="col">Ufficio</th>
          <th scope="col">Aperto il</th>
          <th scope="col">Stato</th>
          <th scope="col">Documenti</th>
        </tr>
      </thead>
      <tbody>
        {fascicoli.map((f) => (
          <Riga key={f.numero} fascicolo={f} onDocumento={onDocumento} />
        ))}
      </tbody>
    </table>
  );
}

function Riga({
  fascicolo: f,
  onDocumento,
}: {
  fascicolo: FascicoloBreve;
  onDocumento: Proprieta['onDocumento'];
}): ReactElement {
  const { sopra, attributi } = useBersaglio({
    onDocumento: (d) => onDocumento(d, f.numero),
    attivo: f.stato === 'aperto',
  });
  return (
    <tr {...attributi} className={`${f.stato === 'chiuso' ? 'chiuso' : ''} ${sopra ? 'bersaglio' : ''}`}>
      <th scope="row">
        <Link to="/fascicoli/$numero" params={{ numero: f.numero }} data-voce-elenco="">
          {f.numero}
        </Link>
        <small className="elenco__sotto">{f.anno}</small>
      </th>
      <td className="elenco__oggetto">
        <strong>{f.denominazione}</strong>
        {f.oggetto !== f.denominazione && <span className="elenco__sotto due-righe">{f.oggetto}</span>}
        <small className="elenco__sotto">
          {f.livello > 1 ? nomeLivello(f.livello) : nomeTipo[f.tipo]}
          {f.rpa && ` · RPA ${f.rpa.cognome} ${f.rpa.nome}`}
        </small>
      </td>
      <td title={f.classificazione.denominazione}>{f.classificazione.codice}</td>
      <td>{f.ufficio.denominazione}</td>
      <td>{data(f.dataApertura)}</td>
      <td>
        <StatoFascicolo fascicolo={f} />
        {f.dataChiusura && <small className="elenco__sotto">il {data(f.dataChiusura)}</small>}
      </td>
      <td className="elenco__conto">{f.documenti.toLocaleString('it-IT')}</td>
    </tr>
  );
}
