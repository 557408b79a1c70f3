import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { titolarioQuery } from '../api.ts';
import type { NodoTitolario, NuovoPiano } from '../tipi.ts';

type Riga = NonNullable<NuovoPiano['righe']>[number];

/** What was chosen: how many entries have a time, and the rows to send. */
export type Tempi = { quanti: number; righe: () => Riga[] };

const anni = [1, 2, 3, 5, 6, 10, 15, 20, 30, 40, 50, 70];

/** Entry by entry, beginning from what the plan in force says; rules on single voci go on as they are. */
export function TabellaTempi({ onTempi }: { onTempi: (t: Tempi) => void }): ReactElement {
  const { data, isPending } = useQuery(titolarioQuery());
  const [scelte, setScelte] = useState<Record<string, string>>({});
  const righe = useMemo(() => classi(data?.items ?? []), [data]);
  if (isPending) return <Attesa />;
  const cambia = (codice: string, valore: string): void => {
    const nuove = { ...scelte, [codice]: valore };
    setScelte(nuove);
    const piene = (): Riga[] => [
      ...righe.flatMap((n) => inRiga(n.codice ?? '', undefined, nuove[n.codice ?? ''] ?? sua(n))),
      ...righe.flatMap((n) =>
        n.figli
          .filter((f) => f.codice === undefined)
          .flatMap((f) => inRiga(n.codice ?? '', f.denominazione, sua(f))),
      ),
    ];
    onTempi({ quanti: piene().length, righe: piene });
  };
  return (
    <div className="tempi" tabIndex={0} role="region" aria-label="Tempi di conservazione per voce">
      <table className="elenco">
        <thead>
          <tr>
            <th scope="col">Voce</th>
            <th scope="col">Si conserva</th>
          </tr>
        </thead>
        <tbody>
          {righe.map((n) => (
            <tr key={n.id}>
              <td>
                <span className="albero__codice">{n.codice}</span> {n.denominazione}
              </td>
              <td>
                <select
                  className="form-select"
                  aria-label={`Conservazione di ${n.codice ?? ''} ${n.denominazione}`}
                  value={scelte[n.codice ?? ''] ?? sua(n)}
                  onChange={(e) => cambia(n.codice ?? '', e.target.value)}
                >
                  <option value="">{n.codice?.includes('.') ? 'come il titolo' : 'non stabilita'}</option>
                  {anni.map((a) => (
                    <option key={a} value={a}>
                      {a === 1 ? '1 anno' : `${a} anni`}
                    </option>
                  ))}
                  {nonComune(sua(n)) && <option value={sua(n)}>{sua(n)} anni</option>}
                  <option value="permanente">permanente</option>
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classi(nodi: readonly NodoTitolario[]): NodoTitolario[] {
  return nodi.flatMap((n) => (n.codice === undefined || n.chiusa ? [] : [n, ...classi(n.figli)]));
}

/** What the plan in force says of this entry itself. */
function sua(n: NodoTitolario): string {
  if (!n.conservazione || n.conservazione.ereditata) return '';
  return n.conservazione.permanente ? 'permanente' : String(n.conservazione.anni ?? '');
}

const nonComune = (valore: string): boolean => /^\d+$/.test(valore) && !anni.includes(Number(valore));

function inRiga(codice: string, voce: string | undefined, valore: string): Riga[] {
  if (valore === '') return [];
  const comune = { codice, ...(voce !== undefined && { voce }) };
  return [valore === 'permanente' ? { ...comune, permanente: true } : { ...comune, anni: Number(valore) }];
}
