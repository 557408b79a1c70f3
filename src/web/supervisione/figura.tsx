import { lazy, Suspense, type ReactElement, type ReactNode } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import type { SerieGrafico } from './grafico.tsx';

// The drawing library is as large as the rest of the screens: it comes with the first chart.
const Grafico = lazy(async () => ({ default: (await import('./grafico.tsx')).Grafico }));

type Proprieta = {
  titolo: string;
  descrizione: string;
  categorie: readonly string[];
  /** Heading of the first column of the table. */
  voce: string;
  serie: readonly SerieGrafico[];
  tipo: 'linee' | 'pile' | 'barre';
  children?: ReactNode;
};

/** A chart with its figures in a table one can open, copy and have read aloud. */
export function Figura(p: Proprieta): ReactElement {
  return (
    <section className="carta figura">
      <h2>{p.titolo}</h2>
      {p.children}
      <Suspense fallback={<Attesa />}>
        <Grafico descrizione={p.descrizione} categorie={p.categorie} serie={p.serie} tipo={p.tipo} />
      </Suspense>
      <details>
        <summary>I numeri</summary>
        <div className="scorre" role="region" aria-label={`I numeri: ${p.titolo}`} tabIndex={0}>
          <table className="elenco">
            <thead>
              <tr>
                <th scope="col">{p.voce}</th>
                {p.serie.map((s) => (
                  <th key={s.nome} scope="col">
                    {s.nome}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {p.categorie.map((c, i) => (
                <tr key={c}>
                  <th scope="row">{c}</th>
                  {p.serie.map((s) => (
                    <td key={s.nome}>{(s.valori[i] ?? 0).toLocaleString('it-IT')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
