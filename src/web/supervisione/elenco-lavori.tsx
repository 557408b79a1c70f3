import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { quanti } from '../platform/ui/quanti.ts';
import { useLargo } from '../platform/ui/use-largo.ts';
import type { LavoroAbbandonato } from './api.ts';

type Proprieta = {
  lavori: readonly LavoroAbbandonato[];
  attesa: boolean;
  onRiprova: (lavoro: LavoroAbbandonato) => void;
};
type Uno = Omit<Proprieta, 'lavori'> & { lavoro: LavoroAbbandonato };

const NOME = 'Lavori non riusciti, dal più vecchio';
const maiuscola = (testo: string): string => testo.charAt(0).toUpperCase() + testo.slice(1);

export function ElencoLavori(p: Proprieta): ReactElement {
  return useLargo(1280) ? <Tabella {...p} /> : <Schede {...p} />;
}

function Tabella({ lavori, ...azione }: Proprieta): ReactElement {
  return (
    <table className="elenco elenco--nomi">
      <caption className="visually-hidden">{NOME}</caption>
      <thead>
        <tr>
          <th scope="col">Che cosa</th>
          <th scope="col">Chiesto</th>
          <th scope="col">Ultimo tentativo</th>
          <th scope="col">Tentativi</th>
          <th scope="col">Errore</th>
          <th scope="col">
            <span className="visually-hidden">Azioni</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lavori.map((l) => (
          <tr key={l.id}>
            <th scope="row">{maiuscola(l.cosa)}</th>
            <td className="text-nowrap">{dataOra(l.chiestoIl)}</td>
            <td className="text-nowrap">{dataOra(l.ultimoIl)}</td>
            <td>{l.tentativi}</td>
            <td>
              <Perche lavoro={l} />
            </td>
            <td>
              <Riprova lavoro={l} {...azione} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Schede({ lavori, ...azione }: Proprieta): ReactElement {
  return (
    <ul className="schede" aria-label={NOME}>
      {lavori.map((l) => (
        <li key={l.id} className="scheda">
          <strong>{maiuscola(l.cosa)}</strong>
          <p className="scheda__dati">
            Chiesto il {dataOra(l.chiestoIl)} · {quanti(l.tentativi, 'tentativo', 'tentativi')}, l’ultimo il{' '}
            {dataOra(l.ultimoIl)}
          </p>
          <Perche lavoro={l} />
          <div className="mt-2">
            <Riprova lavoro={l} {...azione} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The words of the machine, for who has to find the cause; folded, because to the office they say nothing. */
function Perche({ lavoro: l }: { lavoro: LavoroAbbandonato }): ReactElement {
  if (l.errore === undefined)
    return (
      <p className="campo__aiuto">
        Si è interrotto senza dire perché: di solito il programma è stato fermato.
      </p>
    );
  return (
    <details className="lavoro__perche">
      <summary>
        Perché
        <span className="visually-hidden">
          {' '}
          non è riuscito: {l.cosa}, chiesto il {dataOra(l.chiestoIl)}
        </span>
      </summary>
      <code>{l.errore}</code>
      <p className="campo__aiuto">
        Lavoro {l.id}, {l.lavoro}
      </p>
    </details>
  );
}

function Riprova({ lavoro: l, attesa, onRiprova }: Uno): ReactElement {
  return (
    <Button type="button" color="primary" outline size="xs" disabled={attesa} onClick={() => onRiprova(l)}>
      Riprova
      <span className="visually-hidden">
        {' '}
        a {l.cosa}, chiesto il {dataOra(l.chiestoIl)}
      </span>
    </Button>
  );
}
