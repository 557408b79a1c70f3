import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data, dataOra, giornoEOraDi } from '../../platform/date/roma.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { nomeConservazione } from '../nomi.ts';
import { SottomenuTitolario } from '../sottomenu.tsx';
import type { ElencoPiani } from '../tipi.ts';
import { pianiQuery, pianoQuery, scartabiliQuery } from './api.ts';
import { NuovoPianoModulo } from './nuovo-piano.tsx';

const rotta = getRouteApi('/titolario/conservazione');

/** For how long documents and fascicoli are kept (RN-41): the plan in force, what it lacks, those before. */
export function PaginaConservazione(): ReactElement {
  const { piano } = rotta.useSearch();
  const gestisce = usePermesso('titolario.gestisce');
  const { data: elenco, error, isPending } = useQuery(pianiQuery);
  const mostrato = piano ?? elenco?.items.find((p) => p.corrente)?.id;
  return (
    <Pagina
      titolo="Piano di conservazione"
      occhiello="Per quanti anni si conserva ciò che sta sotto ogni voce, dall’anno che segue la chiusura; o per sempre."
    >
      <SottomenuTitolario />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {elenco && (
        <>
          {elenco.items.length === 0 && (
            <Vuoto icona="clock" titolo="Nessun piano di conservazione">
              <p>
                Finché non se ne carica uno, di nessuna voce si sa per quanto si conserva. Si carica come
                tabella, con la sua fonte.
              </p>
            </Vuoto>
          )}
          <Mancanti mancanti={elenco.mancanti} />
          {gestisce && <NuovoPianoModulo />}
          <Versioni items={elenco.items} mostrato={mostrato} />
          {mostrato && <Righe id={mostrato} />}
          {gestisce && elenco.items.length > 0 && <Trascorsi />}
        </>
      )}
    </Pagina>
  );
}

function Mancanti({ mancanti }: Pick<ElencoPiani, 'mancanti'>): ReactElement | null {
  if (mancanti.length === 0) return null;
  return (
    <details className="carta carta--attenzione">
      <summary>
        {mancanti.length === 1
          ? '1 voce del titolario è senza tempo di conservazione'
          : `${mancanti.length} voci del titolario sono senza tempo di conservazione`}
      </summary>
      <ul className="voci-descrittive">
        {mancanti.map((m) => (
          <li key={m.codice}>
            <Link to="/titolario" search={{ voce: m.codice }}>
              <span className="albero__codice">{m.codice}</span> {m.denominazione}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Versioni({
  items,
  mostrato,
}: Pick<ElencoPiani, 'items'> & { mostrato: string | undefined }): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <section aria-label="Versioni del piano">
      <h2>Versioni</h2>
      <ul className="voci">
        {items.map((p) => (
          <li key={p.id}>
            <Link
              to="/titolario/conservazione"
              search={{ piano: p.id }}
              className="voci__voce"
              aria-current={p.id === mostrato ? 'true' : undefined}
              resetScroll={false}
            >
              <span>
                <strong>{p.denominazione}</strong>{' '}
                {p.corrente && <span className="marca marca--viva">in vigore</span>}
              </span>
              <small className="tendina__dati">
                {[
                  `dal ${data(p.inVigoreDal)}`,
                  `${p.regole} righe`,
                  p.fonte,
                  `${p.caricatoDa}, ${dataOra(p.caricatoIl)}`,
                ].join(' · ')}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Righe({ id }: { id: string }): ReactElement {
  const { data: piano, error, isPending } = useQuery(pianoQuery(id));
  if (isPending) return <Attesa />;
  if (error) return <AvvisoErrore errore={error} />;
  return (
    <section aria-label={`Righe di ${piano.denominazione}`}>
      <h2>{piano.denominazione}</h2>
      <div className="scorre" tabIndex={0} role="region" aria-label="Tempi di conservazione">
        <table className="elenco">
          <thead>
            <tr>
              <th scope="col">Codice</th>
              <th scope="col">Voce</th>
              <th scope="col">Si conserva</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {piano.righe.map((r) => (
              <tr key={`${r.codice} ${r.voce ?? ''}`}>
                <th scope="row">{r.codice}</th>
                <td className="elenco__oggetto">
                  {r.voce ?? 'tutte'}
                  {!r.abbinata && <small className="marca marca--attenzione">non è nel titolario</small>}
                </td>
                <td>{nomeConservazione({ ...r, ereditata: false })}</td>
                <td>{r.nota}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Fascicoli whose time is over on a day. Nothing is done to them from here. */
function Trascorsi(): ReactElement {
  const [al, setAl] = useState(() => giornoEOraDi(new Date()).giorno);
  const { data: elenco, error } = useQuery({ ...scartabiliQuery(al), enabled: al !== '' });
  return (
    <section aria-label="Fascicoli il cui tempo è trascorso">
      <h2>Fascicoli il cui tempo è trascorso</h2>
      <Campo etichetta="Al giorno" classe="campo--corto">
        {(a) => <input {...a} type="date" value={al} onChange={(e) => setAl(e.target.value)} />}
      </Campo>
      <AvvisoErrore errore={error} />
      {elenco && elenco.totale === 0 && <p>Nessuno: lo scarto non si può proporre per alcun fascicolo.</p>}
      <ul className="voci-piane">
        {elenco?.items.map((f) => (
          <li key={f.fascicolo}>
            <div>
              <Link to="/fascicoli/$numero" params={{ numero: f.fascicolo }}>
                {f.fascicolo} {f.oggetto}
              </Link>
              <p className="campo__aiuto">
                {f.classificazione}, chiuso il {data(f.chiusoIl)}: da conservare fino al{' '}
                {data(f.conservareFino)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
