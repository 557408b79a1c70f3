import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { storiaQuery } from './api.ts';
import { nomeConservazione, nomeConteggio } from './nomi.ts';
import type { NodoTitolario } from './tipi.ts';

type Proprieta = { nodo: NodoTitolario; percorso: readonly string[]; livello: string; onChiudi: () => void };

/** All that is known of an entry: where it is, whether one classifies with it, for how long it is kept, what it was. */
export function SchedaVoceTitolario({ nodo, percorso, livello, onChiudi }: Proprieta): ReactElement {
  const { codice = '' } = nodo;
  const consultaRegistro = usePermesso('registrazione.consulta');
  const consultaFascicoli = usePermesso('fascicolo.consulta');
  const storia = useQuery(storiaQuery(codice));
  return (
    <section className="carta scheda-voce" aria-label={`${codice} ${nodo.denominazione}`}>
      <header className="scheda-voce__testa">
        <div>
          <p className="scheda-voce__percorso">{[livello, ...percorso].join(' › ')}</p>
          <h2>
            <span className="albero__codice">{codice}</span> {nodo.denominazione}
          </h2>
        </div>
        <button type="button" className="bottone-icona" onClick={onChiudi} aria-label="Chiudi la voce">
          <Icona nome="close" />
        </button>
      </header>
      <dl className="dati-voce">
        <dt>Per classificare</dt>
        <dd>
          {nodo.usabile
            ? 'si usa'
            : nodo.chiusa
              ? 'chiusa: non si usa più'
              : 'si usa una delle partizioni che contiene'}
        </dd>
        <dt>Conservazione</dt>
        <dd>
          {nodo.conservazione
            ? `${nomeConservazione(nodo.conservazione)}${nodo.conservazione.ereditata ? ', come la voce superiore' : ''}`
            : 'non stabilita'}
        </dd>
        {nodo.introdottaIl && (
          <>
            <dt>Introdotta</dt>
            <dd>{data(nodo.introdottaIl)}</dd>
          </>
        )}
        {nodo.variataIl && (
          <>
            <dt>Variata</dt>
            <dd>{data(nodo.variataIl)}</dd>
          </>
        )}
      </dl>
      <p className="azioni">
        {consultaRegistro && (
          <Link to="/registro" search={{ classificazione: codice }}>
            Registrazioni{nodo.registrazioni !== undefined && ` (${nomeConteggio(nodo.registrazioni)})`}
          </Link>
        )}
        {consultaFascicoli && (
          <Link to="/fascicoli" search={{ classificazione: codice }}>
            Fascicoli{nodo.fascicoli !== undefined && ` (${nomeConteggio(nodo.fascicoli)})`}
          </Link>
        )}
      </p>
      <VociSotto nodo={nodo} />
      <h3>Storia</h3>
      {storia.isPending && <Attesa />}
      <AvvisoErrore errore={storia.error} />
      <ol className="storia-voce">
        {storia.data?.items.map((periodo) => (
          <li key={`${periodo.identita}${periodo.dal}`}>
            <p className="storia-voce__giorni">
              dal {data(periodo.dal)} {periodo.al ? `al ${data(periodo.al)}` : 'in poi'}
            </p>
            <p>
              <strong>{periodo.codice}</strong> {periodo.denominazione}
              {periodo.chiusa && <small className="marca marca--spenta">chiusa</small>}
            </p>
            {periodo.atto && <p className="campo__aiuto">{periodo.atto}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function VociSotto({ nodo }: { nodo: NodoTitolario }): ReactElement | null {
  const voci = nodo.figli.filter((f) => f.codice === undefined);
  if (voci.length === 0) return null;
  return (
    <>
      <h3>Che cosa vi si conserva</h3>
      <ul className="voci-descrittive">
        {voci.map((v) => (
          <li key={v.id}>
            <span>{v.denominazione}</span>
            <small>
              {[
                v.tipi.join(', '),
                v.nota,
                v.conservazione && !v.conservazione.ereditata && nomeConservazione(v.conservazione),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
