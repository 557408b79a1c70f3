import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { nomeLivello } from '../nomi.ts';
import type { Fascicolo } from '../tipi.ts';
import { AzioniCartella } from './azioni-cartella.tsx';
import { Contenuto } from './contenuto.tsx';
import { Copertina } from './copertina.tsx';
import { ModificaFascicolo } from './modifica.tsx';
import { SchedaAltriDati } from './scheda-altri-dati.tsx';
import { SchedaStoria } from './scheda-storia.tsx';

const rotta = getRouteApi('/fascicoli/$numero');
const schede = [
  { nome: 'documenti', etichetta: 'Documenti' },
  { nome: 'dati', etichetta: 'Altri dati' },
  { nome: 'storia', etichetta: 'Storia' },
] as const;
type Scheda = (typeof schede)[number]['nome'];

/** A fascicolo as a folder: the copertina on top, what is inside below, the chosen document beside it. */
export function Cartella({ fascicolo: f }: { fascicolo: Fascicolo }): ReactElement {
  const { scheda } = rotta.useSearch();
  const attuale: Scheda = schede.find((s) => s.nome === scheda)?.nome ?? 'documenti';
  const [modifica, setModifica] = useState(false);
  const vai = useNavigate();
  const mostra = (nome: Scheda): void =>
    void vai({
      to: '/fascicoli/$numero',
      params: { numero: f.numero },
      search: { scheda: nome === 'documenti' ? undefined : nome },
      replace: true,
      resetScroll: false,
    });
  useTasti(
    'Schede',
    schede.map((s, i) => ({ tasto: String(i + 1), nome: s.etichetta, azione: () => mostra(s.nome) })),
  );
  return (
    <Pagina
      titolo={`${nomeLivello(f.livello)} ${f.numero}`}
      classe="cartella"
      occhiello={<Briciole fascicolo={f} />}
      azioni={<AzioniCartella fascicolo={f} onModifica={() => setModifica(true)} />}
    >
      {modifica ? (
        <ModificaFascicolo fascicolo={f} onFine={() => setModifica(false)} />
      ) : (
        <Copertina fascicolo={f} />
      )}
      <nav aria-label="Parti del fascicolo">
        <ul className="sottomenu">
          {schede.map((s) => (
            <li key={s.nome}>
              <Link
                to="/fascicoli/$numero"
                params={{ numero: f.numero }}
                search={{ scheda: s.nome === 'documenti' ? undefined : s.nome }}
                replace
                resetScroll={false}
                aria-current={s.nome === attuale ? 'true' : undefined}
                activeProps={{}}
              >
                {s.etichetta}
                {s.nome === 'documenti' && ` (${f.documentiInTutto.toLocaleString('it-IT')})`}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {attuale === 'documenti' && <Contenuto fascicolo={f} />}
      {attuale === 'dati' && <SchedaAltriDati fascicolo={f} />}
      {attuale === 'storia' && <SchedaStoria numero={f.numero} />}
    </Pagina>
  );
}

/** Where one is: the list, the fascicolo, the sottofascicolo. */
function Briciole({ fascicolo: f }: { fascicolo: Fascicolo }): ReactElement {
  return (
    <>
      <Link to="/fascicoli" search={{}}>
        Fascicoli
      </Link>
      {f.percorso.slice(0, -1).map((b) => (
        <span key={b.numero}>
          {' › '}
          <Link to="/fascicoli/$numero" params={{ numero: b.numero }}>
            {b.numero} {b.denominazione}
          </Link>
        </span>
      ))}
    </>
  );
}
