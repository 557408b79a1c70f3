import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { rapportoLetto } from './api.ts';
import { raggruppa } from './raggruppa-storia.ts';
import { STATI } from './stato.tsx';
import type { Pacchetto } from './tipi.ts';

const EVENTI: Record<string, string> = {
  ...Object.fromEntries(Object.entries(STATI).map(([stato, [nome]]) => [stato, nome])),
  'in-partenza': 'Consegna cominciata',
  'non-riuscito': 'Non riuscito',
  'riprova-chiesta': 'Chiesto di riprovare',
  rapporto: 'Rapporto di versamento letto',
};

/** The rapporti read then, as they came: of a fascicolo there is one for each of its documents, behind a word. */
function Rapporti({ pacchetto, rapporti }: { pacchetto: string; rapporti: string[] }): ReactElement | null {
  const [primo, ...altri] = rapporti;
  if (primo === undefined) return null;
  if (altri.length === 0) return <a href={rapportoLetto(pacchetto, primo)}>Scarica il rapporto</a>;
  return (
    <details>
      <summary>Scarica i rapporti ({rapporti.length})</summary>
      <ul>
        {rapporti.map((r, i) => (
          <li key={r}>
            <a href={rapportoLetto(pacchetto, r)}>Rapporto {i + 1}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Where a package has been, in order. */
export function StoriaPacchetto({ p }: { p: Pacchetto }): ReactElement {
  return (
    <section aria-labelledby="storia">
      <h2 id="storia">Storia</h2>
      <ol className="schede">
        {raggruppa(p.storia).map((e) => (
          <li key={`${e.istante}-${e.evento}`} className="scheda">
            <strong>{EVENTI[e.evento] ?? e.evento}</strong>
            {e.volte > 1 && ` · ${e.volte} volte`}
            {e.motivo !== undefined && `: ${e.motivo}`}
            <p className="scheda__dati">
              {dataOra(e.istante)}
              {e.volte > 1 && ` – ${dataOra(e.ultimo)}`} · {e.attore}
            </p>
            <Rapporti pacchetto={p.id} rapporti={e.rapporti} />
          </li>
        ))}
      </ol>
    </section>
  );
}
