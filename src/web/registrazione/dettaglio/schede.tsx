import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { SchedaAssegnazioni } from '../../assegnazioni/scheda-assegnazioni.tsx';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { SchedaSpedizione } from '../../pec/invii/scheda-spedizione.tsx';
import { SchedaFascicoli } from '../../fascicoli/scheda-registrazione.tsx';
import { paginaDi } from '../indirizzi.ts';
import type { Registrazione } from '../tipi.ts';
import { SchedaDati } from './scheda-dati.tsx';
import { SchedaDocumenti } from './scheda-documenti.tsx';
import { SchedaStoria } from './scheda-storia.tsx';

const tutte = [
  { nome: 'dati', etichetta: 'Dati' },
  { nome: 'documenti', etichetta: 'Documenti' },
  { nome: 'assegnazioni', etichetta: 'Assegnazioni' },
  { nome: 'fascicoli', etichetta: 'Fascicoli' },
  { nome: 'spedizione', etichetta: 'Spedizione' },
  { nome: 'storia', etichetta: 'Storia' },
] as const;
type Scheda = (typeof tutte)[number]['nome'];

/** Tabs after the ARIA guide: arrows move, the one shown is in the address. */
export function Schede({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const { scheda } = useSearch({ strict: false });
  const vede = usePermesso('fascicolo.consulta');
  const consulta = usePermesso('assegnazione.consulta');
  const schede = tutte.filter(
    (s) =>
      (s.nome !== 'fascicoli' || vede) &&
      (s.nome !== 'assegnazioni' || consulta) &&
      // What arrives is not sent.
      (s.nome !== 'spedizione' || r.flusso === 'U'),
  );
  const attuale: Scheda = schede.find((s) => s.nome === scheda)?.nome ?? 'dati';
  const vai = useNavigate();
  const barra = useRef<HTMLDivElement>(null);
  const mostra = (nome: Scheda, fuoco = true): void => {
    void vai({
      to: paginaDi(r),
      search: { scheda: nome === 'dati' ? undefined : nome },
      replace: true,
      resetScroll: false,
    });
    if (fuoco) barra.current?.querySelector<HTMLElement>(`#scheda-${nome}`)?.focus();
  };
  useTasti('Schede', [
    { tasto: 'd', nome: 'Dati', azione: () => mostra('dati') },
    { tasto: 'o', nome: 'Documenti', azione: () => mostra('documenti') },
    { tasto: 'g', nome: 'Assegnazioni', azione: () => mostra('assegnazioni'), attivo: consulta },
    { tasto: 'f', nome: 'Fascicoli', azione: () => mostra('fascicoli'), attivo: vede },
    {
      tasto: 'p',
      nome: 'Spedizione',
      azione: () => mostra('spedizione'),
      attivo: r.flusso === 'U',
    },
    { tasto: 's', nome: 'Storia', azione: () => mostra('storia') },
  ]);
  const freccia = (e: KeyboardEvent): void => {
    const passo = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (passo === 0) return;
    e.preventDefault();
    const i = schede.findIndex((s) => s.nome === attuale);
    mostra(schede[(i + passo + schede.length) % schede.length]?.nome ?? 'dati');
  };
  return (
    <section className="dettaglio__dati" aria-label="Dati della registrazione">
      <div className="schede-barra" role="tablist" aria-label="Sezioni" ref={barra} onKeyDown={freccia}>
        {schede.map((s) => (
          <button
            key={s.nome}
            id={`scheda-${s.nome}`}
            type="button"
            role="tab"
            aria-selected={s.nome === attuale}
            aria-controls="scheda-corpo"
            tabIndex={s.nome === attuale ? 0 : -1}
            onClick={() => mostra(s.nome)}
          >
            {s.etichetta}
            {s.nome === 'documenti' && r.allegati.length > 0 && ` (${r.allegati.length + 1})`}
          </button>
        ))}
      </div>
      <div
        id="scheda-corpo"
        role="tabpanel"
        aria-labelledby={`scheda-${attuale}`}
        tabIndex={0}
        className="scheda-corpo"
      >
        {attuale === 'dati' && <SchedaDati registrazione={r} />}
        {attuale === 'documenti' && <SchedaDocumenti registrazione={r} />}
        {attuale === 'assegnazioni' && <SchedaAssegnazioni registrazione={r} />}
        {attuale === 'fascicoli' && <SchedaFascicoli registrazione={r} />}
        {attuale === 'spedizione' && <SchedaSpedizione registrazione={r} />}
        {attuale === 'storia' && <SchedaStoria registrazione={r} />}
      </div>
    </section>
  );
}
