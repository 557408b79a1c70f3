import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { STATI } from './stato.tsx';
import type { Pacchetto } from './tipi.ts';

const EVENTI: Record<string, string> = {
  ...Object.fromEntries(Object.entries(STATI).map(([stato, [nome]]) => [stato, nome])),
  'in-partenza': 'Consegna cominciata',
  'non-riuscito': 'Non riuscito',
  'riprova-chiesta': 'Chiesto di riprovare',
  rapporto: 'Rapporto di versamento letto',
};

type Evento = Pacchetto['storia'][number];
type Gruppo = Evento & { volte: number; ultimo: string };

const TENTATIVO = new Set(['in-partenza', 'non-riuscito']);

/** The same thing that happened again and again is one line: attempts that failed for the same reason, rapporti of many documents. */
export function raggruppa(storia: readonly Evento[]): Gruppo[] {
  const gruppi: Gruppo[] = [];
  for (const e of storia) {
    const uguale = (g: Gruppo | undefined): boolean =>
      g?.evento === e.evento && g.attore === e.attore && g.motivo === e.motivo;
    const prima = gruppi.at(-1);
    const penultima = gruppi.at(-2);
    // A failed attempt is two events, its beginning and its end: the next of the same kind joins the pair.
    const coppia = TENTATIVO.has(e.evento) && prima !== undefined && TENTATIVO.has(prima.evento);
    const sua = uguale(prima) ? prima : coppia && uguale(penultima) ? penultima : undefined;
    if (sua) {
      sua.volte += 1;
      sua.ultimo = e.istante;
    } else gruppi.push({ ...e, volte: 1, ultimo: e.istante });
  }
  return gruppi;
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
          </li>
        ))}
      </ol>
    </section>
  );
}
