import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { modificheQuery, type ModificheRiga } from './api.ts';

const FATTI = { nata: 'aggiunta', cambiata: 'cambiata', tolta: 'tolta' } as const;
const scritto = (valore: unknown): string =>
  valore === null || valore === undefined
    ? '—'
    : typeof valore === 'string'
      ? valore
      : JSON.stringify(valore);

/** What an operation changed: for each row of data, what each column was and is (ASM-2). */
export function ModificheLog({ riga }: { riga: string }): ReactElement {
  const { data, error, isPending } = useQuery(modificheQuery(riga));
  if (isPending) return <Attesa />;
  if (!data) return <AvvisoErrore errore={error} />;
  return (
    <>
      {data.items.map((m, i) => (
        <Modifica key={i} modifica={m} />
      ))}
      {data.totale > data.items.length && (
        <p className="campo__aiuto">
          Le prime {data.items.length} di {data.totale}.
        </p>
      )}
    </>
  );
}

function Modifica({ modifica: m }: { modifica: ModificheRiga['items'][number] }): ReactElement {
  const campi = [...new Set([...Object.keys(m.prima), ...Object.keys(m.dopo)])];
  return (
    <div
      className="log__modifica"
      tabIndex={0}
      role="group"
      aria-label={`${m.tabella}, riga ${FATTI[m.fatto]}`}
    >
      <table>
        <caption>
          <code>{m.tabella}</code>, riga {FATTI[m.fatto]}
        </caption>
        <thead>
          <tr>
            <th scope="col">Dato</th>
            {m.fatto !== 'nata' && <th scope="col">Prima</th>}
            {m.fatto !== 'tolta' && <th scope="col">Dopo</th>}
          </tr>
        </thead>
        <tbody>
          {campi.map((campo) => (
            <tr key={campo}>
              <th scope="row">{campo}</th>
              {m.fatto !== 'nata' && <td>{scritto(m.prima[campo as never])}</td>}
              {m.fatto !== 'tolta' && <td>{scritto(m.dopo[campo as never])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
