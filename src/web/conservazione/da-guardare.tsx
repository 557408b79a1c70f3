import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { STATI } from './stato.tsx';
import type { QuadroConservazione } from './tipi.ts';

type Fermo = QuadroConservazione['fermi'][number];

/** What does not go by itself, by why: a server that is down stops many packages for one reason. */
export function DaGuardare({ fermi }: { fermi: readonly Fermo[] }): ReactElement | null {
  if (fermi.length === 0) return null;
  const perMotivo = [...Map.groupBy(fermi, (f) => `${f.stato} ${f.motivo ?? ''}`).values()];
  return (
    <>
      <h3>Da guardare</h3>
      <ul className="schede" aria-label="Pacchetti da guardare">
        {perMotivo.map((gruppo) => {
          const [primo] = gruppo;
          if (!primo) return null;
          return (
            <li key={`${primo.stato}-${primo.motivo ?? ''}`} className="scheda">
              <strong>{primo.motivo}</strong>
              <p className="scheda__dati">
                {STATI[primo.stato][0]} ·{' '}
                {gruppo.length === 1 ? 'un pacchetto' : `${gruppo.length} pacchetti`}
                {primo.prossimoIl !== undefined && ` · si riprova il ${dataOra(primo.prossimoIl)}`}
              </p>
              <details open={gruppo.length === 1}>
                <summary>{gruppo.length === 1 ? 'Quale' : 'Quali'}</summary>
                <ul>
                  {gruppo.map((f) => (
                    <li key={f.identificativo}>
                      {f.identificativo} ({f.tentativi === 1 ? 'un tentativo' : `${f.tentativi} tentativi`})
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ul>
    </>
  );
}
