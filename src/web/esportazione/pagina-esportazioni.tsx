import { useQuery } from '@tanstack/react-query';
import { useRef, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { esportazioniQuery, inCorso, type Esportazione } from './api.ts';
import { NuovaEsportazioneModulo } from './nuova-esportazione.tsx';
import { VoceEsportazione } from './voce-esportazione.tsx';

/** Those one comes for; of the others it matters that they were made. */
const MOSTRATE = 10;

/** The data of the ente, taken away whole: asked for, followed, downloaded, deleted. */
export function PaginaEsportazioni(): ReactElement {
  const { data, error, isPending } = useQuery(esportazioniQuery);
  const puo = usePermesso('esportazione.esegue');
  const titolo = useRef<HTMLHeadingElement>(null);
  const altre = data?.items.slice(MOSTRATE) ?? [];
  const voce = (e: Esportazione): ReactElement => (
    <VoceEsportazione key={e.id} esportazione={e} onTolta={() => titolo.current?.focus()} />
  );
  return (
    <Pagina titolo="Esportazioni">
      <p>
        Un’esportazione è una cartella con tutto ciò che l’ente ha registrato, o con un anno: documenti,
        elenchi, impronte e registri firmati, che si leggono anche senza questo programma. Chiunque la
        verifica con <code>node verificatore/verifica.mjs</code> e il nome della cartella: dice se qualcosa è
        stato cambiato, tolto o aggiunto, e dove.
      </p>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {data && puo && (
        <NuovaEsportazioneModulo anni={data.anni} giorni={data.giorni} occupato={data.items.some(inCorso)} />
      )}
      {data?.items.length === 0 && <Vuoto icona="download" titolo="Nessuna esportazione, per ora" />}
      {data && data.items.length > 0 && (
        <>
          {/* Where one is when what one was on has gone. */}
          <h2 ref={titolo} tabIndex={-1}>
            Esportazioni chieste
          </h2>
          <ul className="schede">{data.items.slice(0, MOSTRATE).map(voce)}</ul>
          {altre.length > 0 && (
            <details className="elenco-altri">
              <summary>
                {altre.length === 1 ? 'Un’altra' : `Altre ${altre.length}`}, la più vecchia del{' '}
                {dataOra(altre.at(-1)?.chiestaIl ?? '')}
              </summary>
              <ul className="schede">{altre.map(voce)}</ul>
            </details>
          )}
        </>
      )}
    </Pagina>
  );
}
