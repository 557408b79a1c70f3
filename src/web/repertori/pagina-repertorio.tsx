import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { Icona } from '../platform/ui/icona.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { ElencoRegistro } from '../registrazione/registro/elenco-registro.tsx';
import { PannelloStampa } from './pannello-stampa.tsx';
import { RepertorioCercato } from './repertorio-cercato.tsx';
import type { Repertorio } from './tipi.ts';

const rotta = getRouteApi('/repertori/$registro');

/** One repertorio: its entries, newest first, and what can be done with it. */
export function PaginaRepertorio(): ReactElement {
  return (
    <RepertorioCercato codice={rotta.useParams().registro}>
      {(r) => <Voci key={r.codice} repertorio={r} />}
    </RepertorioCercato>
  );
}

function Voci({ repertorio: r }: { repertorio: Repertorio }): ReactElement {
  const vai = useNavigate();
  const gestisce = usePermesso('repertorio.gestisce');
  const params = { registro: r.codice };
  useTasti('Repertorio', [
    {
      tasto: 'a',
      nome: 'Registra nel repertorio',
      azione: () => void vai({ to: '/repertori/$registro/registra', params }),
      attivo: r.registrabile,
    },
  ]);
  const registra = r.registrabile && (
    <Link to="/repertori/$registro/registra" params={params} className="btn btn-primary btn-xs">
      <Icona nome="plus" classe="icona--chiara" /> Registra nel repertorio <kbd>A</kbd>
    </Link>
  );
  return (
    <ElencoRegistro
      registro={r.codice}
      titolo={r.denominazione}
      occhiello={presentazione(r)}
      azioni={
        <>
          {registra}
          <PannelloStampa repertorio={r} />
          {gestisce && (
            <Link
              to="/repertori/$registro/modifica"
              params={params}
              className="btn btn-outline-primary btn-xs"
            >
              <Icona nome="pencil" /> Modifica
            </Link>
          )}
        </>
      }
      filtri={rotta.useSearch()}
      onFiltri={(search) => void vai({ to: '/repertori/$registro', params, search })}
      vuoto={
        <Vuoto icona="list" titolo="Il repertorio è ancora vuoto">
          <p>
            {r.registrabile
              ? 'La prima registrazione avrà il numero 1.'
              : 'Qui compariranno le sue registrazioni.'}
          </p>
          {registra}
        </Vuoto>
      }
    />
  );
}

function presentazione(r: Repertorio): string {
  return [
    r.descrizione,
    `Codice ${r.codice}, numerazione ${r.numerazione}`,
    r.classificazione && `classificazione proposta ${r.classificazione}`,
    r.uffici.length > 0 && `registra: ${r.uffici.map((u) => u.denominazione).join(', ')}`,
    r.giornaliero && 'ha il registro giornaliero',
    r.chiusoIl && `chiuso il ${dataOra(r.chiusoIl)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
