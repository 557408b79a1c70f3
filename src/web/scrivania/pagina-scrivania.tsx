import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useLargo } from '../platform/ui/use-largo.ts';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { paginaDi } from '../registrazione/indirizzi.ts';
import { Azioni } from './azioni.tsx';
import { contatoriQuery } from './api.ts';
import { BarraContatori } from './barra-contatori.tsx';
import { code } from './code.ts';
import { DocumentoScrivania } from './documento.tsx';
import { RigaScrivania } from './riga.tsx';
import type { Coda } from './tipi.ts';
import { useElenco } from './use-elenco.ts';
import { useOperazioni, type NonRiuscita } from './use-operazioni.ts';

const rotta = getRouteApi('/scrivania');

/** Where the day begins: what waits for the office in use, one document after another, without leaving the keyboard. */
export function PaginaScrivania(): ReactElement {
  const { coda = 'da-prendere' } = rotta.useSearch();
  const { incarico } = useSessione();
  // Another office, or another queue, is another list: nothing ticked in one is acted upon in the other.
  return (
    <Scrivania key={`${incarico?.id} ${coda}`} coda={coda} ufficio={incarico?.unita.denominazione ?? ''} />
  );
}

function Scrivania({ coda, ufficio }: { coda: Coda; ufficio: string }): ReactElement {
  const largo = useLargo(992);
  const vai = useNavigate();
  const contatori = useQuery(contatoriQuery);
  const elenco = useElenco(coda, largo);
  const [mantieni, setMantieni] = useState(false);
  const [fallite, setFallite] = useState<NonRiuscita[]>([]);
  // Here, not beside the buttons: those go away with the last document, while it is still being done.
  const operazioni = useOperazioni((nuove) => setFallite((prima) => [...prima, ...nuove]));
  const { pagine, voci, attuale, scelte } = elenco;
  const azioni = <Azioni elenco={elenco} mantieni={mantieni} operazioni={operazioni} />;
  const pannello = attuale && <DocumentoScrivania voce={attuale} azioni={azioni} />;
  return (
    <Pagina titolo="Scrivania" occhiello={ufficio} classe="scrivania">
      <AvvisoErrore errore={contatori.error ?? pagine.error ?? operazioni.error} />
      <BarraContatori contatori={contatori.data} attuale={coda} />
      {fallite.length > 0 && (
        <div className="non-riusciti" role="alert">
          <p>{fallite.length === 1 ? 'Uno non è riuscito:' : `${fallite.length} non sono riusciti:`}</p>
          <ul>
            {fallite.map((f) => (
              <li key={f.nome}>
                <strong>{f.nome}</strong> {f.dettaglio}
              </li>
            ))}
          </ul>
          <button type="button" className="bottone-testo" onClick={() => setFallite([])}>
            Ho visto
          </button>
        </div>
      )}
      {pagine.isPending && <Attesa />}
      {pagine.data && voci.length === 0 && (
        <Vuoto icona="check-circle" titolo={`${code[coda].nome}: niente`}>
          <p>{code[coda].vuota}</p>
        </Vuoto>
      )}
      {voci.length > 0 && (
        <>
          <div className="scrivania__barra">
            <p role="status">{scelte.length > 0 && `${scelte.length} scelti: gli atti valgono per tutti`}</p>
            {scelte.length > 0 && (
              <button type="button" className="bottone-testo" onClick={elenco.sciogli}>
                Togli la scelta
              </button>
            )}
            <label className="spunta">
              <input type="checkbox" checked={mantieni} onChange={(e) => setMantieni(e.target.checked)} />
              <span>Mantieni selezione: motivo, persone e ufficio scelti valgono anche per il prossimo</span>
            </label>
          </div>
          <div className="cartella__colonne">
            <section aria-label={code[coda].nome}>
              <ul className="fogli">
                {voci.map((v) => (
                  <RigaScrivania
                    key={v.id}
                    voce={v}
                    attuale={v === attuale}
                    scelta={scelte.includes(v)}
                    onMostra={() => elenco.mostra(v.id)}
                    onApri={() => void vai({ to: paginaDi(v.documento) })}
                    onScegli={() => elenco.alterna(v.id)}
                  >
                    {!largo && v === attuale ? pannello : undefined}
                  </RigaScrivania>
                ))}
              </ul>
              {pagine.hasNextPage && (
                <Button
                  color="primary"
                  outline
                  size="sm"
                  disabled={pagine.isFetchingNextPage}
                  onClick={() => void pagine.fetchNextPage()}
                >
                  Mostra altri
                </Button>
              )}
            </section>
            {largo && pannello && (
              <aside className="cartella__documento" aria-label="Documento">
                {pannello}
              </aside>
            )}
          </div>
        </>
      )}
    </Pagina>
  );
}
