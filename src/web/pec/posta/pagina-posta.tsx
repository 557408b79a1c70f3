import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { InvitoAScrivere } from '../../dimostrazione/invito.tsx';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { caselleQuery } from '../api.ts';
import { SottomenuPec } from '../sottomenu.tsx';
import { BarraCaselle } from './barra-caselle.tsx';
import { ElencoDeiMessaggi } from './elenco-messaggi.tsx';
import { FiltriPosta } from './filtri-posta.tsx';
import { Lavoro, type Vista } from './lavoro.tsx';
import { STATI, vuoti } from './stati.ts';
import { UltimoAtto, type Ultimo } from './ultimo-atto.tsx';
import { prossimoDaEsaminare, usePosta } from './use-posta.ts';

const rotta = getRouteApi('/pec');

/** The mail of the boxes one works: list, message and registration side by side. */
export function PaginaPosta(): ReactElement {
  const { incarico } = useSessione();
  // Another office works other boxes: nothing of one stays in front of the other.
  return <Posta key={incarico?.id} />;
}

function Posta(): ReactElement {
  const cerca = rotta.useSearch();
  const vai = useNavigate();
  const largo = useLargo(768);
  const caselle = useQuery(caselleQuery);
  const elenco = caselle.data?.items;
  const stato = cerca.stato ?? 'da-esaminare';
  const posta = usePosta({
    ...(stato === 'da-comunicare'
      ? { daComunicare: 'true' }
      : { stato: stato === 'tutti' ? undefined : stato }),
    casella: cerca.casella,
    q: cerca.q,
  });
  const { pagine, voci } = posta;
  const [vista, setVista] = useState<Vista>(cerca.m === undefined ? 'elenco' : 'messaggio');
  const [ultimo, setUltimo] = useState<Ultimo>();
  const davanti = cerca.m ?? (largo ? voci[0]?.id : undefined);
  // Going down the list with J does not open every message passed over.
  const aperto = useRitardato(davanti, 150);
  const fuoco = useRef<'titolo' | 'riga'>(undefined);

  const mostra = (m: string | undefined): void => {
    if (m !== cerca.m) void vai({ to: '/pec', search: { ...cerca, m }, replace: true, resetScroll: false });
  };
  const cambiaVista = (nuova: Vista): void => {
    setVista(nuova);
    if (nuova === 'elenco') fuoco.current = 'riga';
  };
  const apri = (m: string): void => {
    mostra(m);
    setVista('messaggio');
    fuoco.current = 'titolo';
    if (m === aperto) document.getElementById('pec-titolo')?.focus();
  };
  const prossimo = (): void => {
    const m = prossimoDaEsaminare(voci, davanti);
    if (m === undefined) return annuncia('Non ci sono altri messaggi da esaminare');
    mostra(m);
    fuoco.current = largo ? 'riga' : 'titolo';
  };
  const fatto = (nuovo: Ultimo): void => {
    setUltimo(nuovo);
    annuncia(nuovo.testo);
    const m = prossimoDaEsaminare(voci, davanti);
    mostra(m);
    fuoco.current = largo ? 'riga' : 'titolo';
    if (m === undefined || !largo) setVista(m === undefined ? 'elenco' : 'messaggio');
  };
  // Once the one asked for is in front, the keyboard goes on from there.
  useEffect(() => {
    if (fuoco.current === 'riga' && davanti !== undefined) {
      const riga = document.querySelector<HTMLElement>(`[data-messaggio="${davanti}"]`);
      riga?.focus();
      riga?.scrollIntoView({ block: 'nearest' });
      fuoco.current = undefined;
    }
  }, [davanti, vista]);

  return (
    <Pagina titolo="PEC" classe={`pec pec--${vista}`}>
      <SottomenuPec />
      <AvvisoErrore errore={caselle.error ?? pagine.error} />
      {elenco?.length === 0 && (
        <Vuoto icona="mail" titolo="Nessuna casella">
          <p>Qui si lavora la posta delle caselle: le configura chi amministra il sistema.</p>
        </Vuoto>
      )}
      {elenco && elenco.length > 0 && (
        <>
          <BarraCaselle caselle={elenco} trasmessi={caselle.data?.trasmessi ?? 0} cerca={cerca} />
          <FiltriPosta cerca={cerca} />
          {ultimo && <UltimoAtto ultimo={ultimo} onChiudi={() => setUltimo(undefined)} />}
          {pagine.isPending && <Attesa />}
          {pagine.data && voci.length === 0 && davanti === undefined && (
            <Vuoto icona="mail-open" titolo={`${STATI[stato]}: niente`}>
              <p>
                {cerca.q
                  ? `Nessun messaggio con «${cerca.q}».`
                  : (vuoti[stato] ?? 'Qui resta ciò di cui si è deciso.')}
              </p>
              {stato === 'da-esaminare' && <InvitoAScrivere />}
            </Vuoto>
          )}
          {(voci.length > 0 || davanti !== undefined) && (
            <div className="pec__colonne">
              <section className="pec__elenco" aria-label={`Messaggi: ${STATI[stato]}`}>
                <ElencoDeiMessaggi
                  posta={posta}
                  attuale={davanti}
                  conStato={stato === 'tutti'}
                  conCasella={
                    (elenco.length > 1 || caselle.data?.trasmessi !== undefined) &&
                    cerca.casella === undefined
                  }
                  onFuoco={(id) => {
                    if (largo) mostra(id);
                  }}
                  onApri={apri}
                />
              </section>
              {aperto !== undefined && (
                <Lavoro
                  key={aperto}
                  id={aperto}
                  sospeso={aperto !== davanti}
                  onFatto={fatto}
                  onProssimo={prossimo}
                  onVista={cambiaVista}
                  onPronto={() => {
                    if (fuoco.current === 'titolo') document.getElementById('pec-titolo')?.focus();
                    if (fuoco.current === 'titolo') fuoco.current = undefined;
                  }}
                />
              )}
            </div>
          )}
        </>
      )}
    </Pagina>
  );
}
