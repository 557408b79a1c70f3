import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { quadroQuery } from './api.ts';
import { ElencoPacchetti } from './elenco-pacchetti.tsx';
import { Giornalieri } from './giornalieri.tsx';
import { Navigazione } from './navigazione.tsx';
import { STATI } from './stato.tsx';
import type { QuadroConservazione } from './tipi.ts';

/** What the responsabile della conservazione opens in the morning; who administers the system sees only the first half (RN-37.1). */
export function PaginaConservazione(): ReactElement {
  const { permessi } = useSessione();
  const { data: quadro, error, isPending } = useQuery(quadroQuery);
  return (
    <Pagina
      titolo="Conservazione"
      occhiello={
        quadro &&
        (quadro.conservatore === undefined
          ? 'Nessun conservatore è configurato: i pacchetti non si producono.'
          : `Si versa a: ${quadro.conservatore}`)
      }
    >
      <Navigazione />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {quadro && <Quadro q={quadro} />}
      {permessi.includes('conservazione.consulta') && (
        <>
          <Giornalieri />
          <ElencoPacchetti />
        </>
      )}
    </Pagina>
  );
}

const gigabyte = (byte: number): string =>
  `${(byte / 1e9).toLocaleString('it-IT', { maximumFractionDigits: 2 })} GB`;

function Quadro({ q }: { q: QuadroConservazione }): ReactElement {
  return (
    <section aria-labelledby="stato-lavori">
      <h2 id="stato-lavori">Stato dei lavori</h2>
      <dl className="scheda cifre">
        {Object.entries(STATI).map(([stato, [nome]]) => (
          <div key={stato}>
            <dt>{nome}</dt>
            <dd>{q.stati[stato] ?? 0}</dd>
          </div>
        ))}
        <div>
          <dt>In ritardo</dt>
          <dd>{q.inRitardo}</dd>
        </div>
        <div>
          <dt>Registri giornalieri senza pacchetto</dt>
          <dd>{q.giornalieriSenzaPacchetto}</dd>
        </div>
        <div>
          <dt>Spazio dei pacchetti</dt>
          <dd>
            {gigabyte(q.archivio.byte)}, liberi {gigabyte(q.archivio.liberi)}
          </dd>
        </div>
      </dl>
      {q.fermi.length > 0 && (
        <>
          <h3>Da guardare</h3>
          <ul className="schede" aria-label="Pacchetti da guardare">
            {q.fermi.map((f) => (
              <li key={f.identificativo} className="scheda">
                <strong>{f.identificativo}</strong>: {f.motivo}
                <p className="scheda__dati">
                  {STATI[f.stato][0]} · tentativi {f.tentativi}
                  {f.prossimoIl !== undefined && ` · si riprova il ${dataOra(f.prossimoIl)}`}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
