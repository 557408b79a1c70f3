import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { usePermesso, useSessione } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import type { Registrazione } from '../registrazione/tipi.ts';
import { fascicoliDelDocumentoQuery, type Registrata } from './api.ts';
import { FinestraSegnala } from './cartella/finestra-segnala.tsx';
import { FinestraFascicola } from './fascicola/finestra-fascicola.tsx';
import { FinestraRichiedi } from './richieste/finestra-richiedi.tsx';
import type { FascicoliDelDocumento } from './tipi.ts';

type Voce = FascicoliDelDocumento['items'][number];
type Aperta = { cosa: 'fascicola' | 'richiedi' } | { cosa: 'segnala' | 'sposta'; voce: Voce };

/** Where a registration is filed, and the ways to file it, report it, ask about it. */
export function SchedaFascicoli({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const gestisce = usePermesso('fascicolo.gestisce');
  const protocollo = useSessione().incarico?.unita.ufficioProtocollo ?? false;
  const riferimento: Registrata = { registro: r.registro, anno: r.anno, numero: r.numero };
  const { data, error, isPending } = useQuery(fascicoliDelDocumentoQuery(riferimento));
  const [aperta, setAperta] = useState<Aperta>();
  const titolo = `${r.numero}/${r.anno} «${r.oggetto}»`;
  // Filing follows classification (art. 40).
  const classificata = r.classificazione !== undefined;
  const documento = {
    titolo,
    registrazione: riferimento,
    ...(r.classificazione && { classificazione: r.classificazione.codice }),
  };
  useTasti('Fascicoli', [
    {
      tasto: 'f',
      nome: 'Fascicola in…',
      azione: () => setAperta({ cosa: 'fascicola' }),
      attivo: gestisce && classificata,
    },
  ]);
  const da = `${r.registro}/${r.anno}/${Number(r.numero)}`;
  return (
    <>
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {data && data.items.length === 0 && data.nascosti === 0 && (
        <Vuoto icona="folder" titolo="Non è ancora in un fascicolo">
          {!classificata && (
            <p>Prima va classificato: la classe si indica fra i dati facoltativi della scheda Dati.</p>
          )}
        </Vuoto>
      )}
      <ul className="nei-fascicoli">
        {data?.items.map((v) => (
          <li key={v.fascicolazione}>
            <p className="nei-fascicoli__nome">
              <Icona nome="folder" />{' '}
              <Link to="/fascicoli/$numero" params={{ numero: v.numero }}>
                {v.numero} {v.denominazione}
              </Link>{' '}
              <small className="tendina__tipo">{v.classificazione}</small>
              {v.stato === 'chiuso' && <small className="tendina__tipo">Chiuso</small>}
            </p>
            <p className="nei-fascicoli__chi">
              Inserito da {v.inseritoDa} il {dataOra(v.inseritoIl)}
              {v.dalProtocollo && ' · dal protocollo'}
            </p>
            {gestisce && v.stato === 'aperto' && (
              <button
                type="button"
                className="bottone-testo"
                onClick={() => setAperta({ cosa: v.puoSpostare ? 'sposta' : 'segnala', voce: v })}
              >
                {v.puoSpostare ? 'Sposta' : 'Segnala fascicolo sbagliato'}
                <span className="visually-hidden"> ({v.numero})</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {data && data.nascosti > 0 && (
        <p className="campo__aiuto">
          È anche in {data.nascosti === 1 ? 'un altro fascicolo' : `altri ${data.nascosti} fascicoli`}, che
          non è dato di vedere.
        </p>
      )}
      {gestisce && classificata && (
        <div className="azioni">
          <button
            type="button"
            className="btn btn-primary btn-xs"
            onClick={() => setAperta({ cosa: 'fascicola' })}
          >
            <Icona nome="folder" classe="icona--chiara" /> Fascicola in… <kbd>F</kbd>
          </button>
          <Link className="btn btn-outline-primary btn-xs" to="/fascicoli/nuovo" search={{ da }}>
            <Icona nome="plus" /> Apri fascicolo da qui
          </Link>
          {protocollo && (
            <button
              type="button"
              className="btn btn-outline-primary btn-xs"
              onClick={() => setAperta({ cosa: 'richiedi' })}
            >
              <Icona nome="help-circle" /> Chiedi all’ufficio
            </button>
          )}
        </div>
      )}
      {aperta?.cosa === 'fascicola' && (
        <FinestraFascicola documento={documento} onChiudi={() => setAperta(undefined)} />
      )}
      {aperta?.cosa === 'sposta' && (
        <FinestraFascicola
          documento={{
            ...documento,
            posto: {
              fascicolazione: aperta.voce.fascicolazione,
              fascicolo: aperta.voce.numero,
              puoSpostare: true,
            },
          }}
          onChiudi={() => setAperta(undefined)}
        />
      )}
      {aperta?.cosa === 'segnala' && (
        <FinestraSegnala
          documento={{
            id: aperta.voce.fascicolazione,
            fascicolo: aperta.voce.numero,
            denominazione: r.oggetto,
          }}
          onChiudi={() => setAperta(undefined)}
        />
      )}
      {aperta?.cosa === 'richiedi' && (
        <FinestraRichiedi
          documento={{ ...riferimento, oggetto: r.oggetto }}
          onChiudi={() => setAperta(undefined)}
        />
      )}
    </>
  );
}
