import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { dimensioneLeggibile } from '../documenti/dimensione.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { quadroQuery } from './api.ts';
import { DaGuardare } from './da-guardare.tsx';
import { ElencoPacchetti } from './elenco-pacchetti.tsx';
import { Giornalieri } from './giornalieri.tsx';
import { Navigazione } from './navigazione.tsx';
import { Precedenti } from './precedenti.tsx';
import { STATI } from './stato.tsx';
import type { QuadroConservazione } from './tipi.ts';

/** What the responsabile della conservazione opens in the morning; who administers the system sees only the first half (RN-37.1). */
export function PaginaConservazione(): ReactElement {
  const { permessi } = useSessione();
  const { data: quadro, error, isPending } = useQuery(quadroQuery);
  return (
    <Pagina
      titolo="Conservazione"
      occhiello={quadro?.conservatore !== undefined && `Si versa a: ${quadro.conservatore}`}
    >
      <Navigazione />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {quadro && quadro.conservatore === undefined && <SenzaConservatore q={quadro} />}
      {quadro && <Precedenti precedenti={quadro.precedenti} />}
      {quadro?.conservatore !== undefined && <Quadro q={quadro} />}
      {quadro?.conservatore !== undefined && permessi.includes('conservazione.consulta') && (
        <>
          <Giornalieri />
          <ElencoPacchetti />
        </>
      )}
    </Pagina>
  );
}

const GB = 1024 ** 3;
const spazio = (byte: number): string =>
  byte < GB
    ? dimensioneLeggibile(byte)
    : `${(byte / GB).toLocaleString('it-IT', { maximumFractionDigits: 1 })} GB`;

/** Nothing is lost meanwhile, and nothing is done: said once, instead of being shown as late for every day of the year. */
function SenzaConservatore({ q }: { q: QuadroConservazione }): ReactElement {
  const configura = usePermesso('conservazione.configura');
  const quanti = q.giornalieriSenzaPacchetto;
  return (
    <section className="carta" aria-labelledby="senza-conservatore">
      <h2 id="senza-conservatore">Nessun conservatore è configurato</h2>
      <p>
        I registri giornalieri si chiudono lo stesso ogni notte e restano qui, integri e verificabili; i
        pacchetti di versamento non si producono, e nulla esce dall’ente.
        {quanti === 1 && ' Un registro giornaliero aspetta di essere versato.'}
        {quanti > 1 && ` ${quanti.toLocaleString('it-IT')} registri giornalieri aspettano di essere versati.`}
      </p>
      <p>
        La norma vuole il registro giornaliero in conservazione entro il giorno lavorativo seguente. Appena un
        conservatore è configurato, i pacchetti si preparano e si consegnano da sé, dal giorno più vecchio.
      </p>
      {configura ? (
        <Link to="/conservazione/conservatore" className="btn btn-primary">
          Configura il conservatore
        </Link>
      ) : (
        <p>Lo configura chi amministra il sistema, o il responsabile della conservazione.</p>
      )}
    </section>
  );
}

function Quadro({ q }: { q: QuadroConservazione }): ReactElement {
  return (
    <section aria-labelledby="stato-lavori">
      <h2 id="stato-lavori">Stato dei lavori</h2>
      <dl className="scheda cifre cifre--fitte">
        {Object.entries(STATI).map(([stato, [nome]]) => (
          <div key={stato}>
            <dt>{nome}</dt>
            <dd>{(q.stati[stato] ?? 0).toLocaleString('it-IT')}</dd>
          </div>
        ))}
        <div>
          <dt>In ritardo</dt>
          <dd>{q.inRitardo.toLocaleString('it-IT')}</dd>
        </div>
        {q.giornalieriSenzaPacchetto > 0 && (
          <div>
            <dt>Giorni senza pacchetto</dt>
            <dd>{q.giornalieriSenzaPacchetto.toLocaleString('it-IT')}</dd>
          </div>
        )}
        <div>
          <dt>Spazio occupato</dt>
          <dd>{spazio(q.archivio.byte)}</dd>
        </div>
        <div>
          <dt>Spazio libero</dt>
          <dd>{spazio(q.archivio.liberi)}</dd>
        </div>
      </dl>
      <DaGuardare fermi={q.fermi} />
    </section>
  );
}
