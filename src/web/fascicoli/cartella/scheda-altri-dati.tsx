import type { ReactElement } from 'react';
import { contrassegni, nominativo } from '../../corrispondenti/nominativo.ts';
import { data } from '../../platform/date/roma.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { Dato } from '../../registrazione/dettaglio/dato.tsx';
import { nomeFase } from '../nomi.ts';
import type { Fascicolo } from '../tipi.ts';

const nomeCriterio = {
  affare: 'Un affare o procedimento',
  materia: 'Una materia',
  'tipologia-documentaria': 'Una tipologia di documenti',
} as const;

/** What is known of the fascicolo beyond its copertina. */
export function SchedaAltriDati({ fascicolo: f }: { fascicolo: Fascicolo }): ReactElement {
  const dati = Object.entries(f.dati);
  const p = f.procedimento;
  return (
    <section className="carta" aria-label="Altri dati">
      <dl className="dati">
        <Dato nome="Che cosa raccoglie">{nomeCriterio[f.criterio]}</Dato>
        {f.voce && (
          <Dato nome="Voce del titolario">
            {f.voce.denominazione}
            {f.voce.tipi.length > 0 && ` (${f.voce.tipi.join(', ')})`}
          </Dato>
        )}
        {f.intestatario && (
          <Dato nome="Intestatario">
            {nominativo(f.intestatario)}
            <small className="tendina__dati">{contrassegni(f.intestatario)}</small>
          </Dato>
        )}
        {p && (
          <Dato nome="Procedimento">
            {p.denominazione}
            <small className="tendina__dati">{p.materia}</small>
            <small className="tendina__dati">{p.catalogo}</small>
          </Dato>
        )}
        {(p?.fasi?.length ?? 0) > 0 && (
          <Dato nome="Fasi">
            <ul className="registrati">
              {p?.fasi?.map((x, i) => (
                <li key={i}>
                  {nomeFase[x.tipo] ?? x.tipo}: dal {data(x.inizio)}
                  {x.fine && ` al ${data(x.fine)}`}
                </li>
              ))}
            </ul>
          </Dato>
        )}
        {f.amministrazioniPartecipanti.length > 0 && (
          <Dato nome="Amministrazioni partecipanti">
            {f.amministrazioniPartecipanti
              .map((a) => (a.codiceIpa ? `${a.denominazione} (${a.codiceIpa})` : a.denominazione))
              .join('; ')}
          </Dato>
        )}
        {f.luogo && <Dato nome="Collocazione della carta">{f.luogo}</Dato>}
        {dati.map(([nome, valore]) => (
          <Dato key={nome} nome={nome}>
            {typeof valore === 'boolean' ? (valore ? 'sì' : 'no') : String(valore)}
          </Dato>
        ))}
        {f.note && <Dato nome="Note">{f.note}</Dato>}
      </dl>
      {dati.length === 0 &&
        !f.note &&
        !p &&
        !f.intestatario &&
        f.amministrazioniPartecipanti.length === 0 && (
          <Vuoto icona="info-circle" titolo="Nessun altro dato">
            <p>Con Modifica si aggiungono intestatario, procedimento, amministrazioni partecipanti e note.</p>
          </Vuoto>
        )}
    </section>
  );
}
