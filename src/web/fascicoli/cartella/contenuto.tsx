import { useEffect, useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import { useLargo } from '../../platform/ui/use-largo.ts';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { useTastiElenco } from '../../registrazione/registro/use-tasti-elenco.ts';
import { daFascicolare } from '../da-fascicolare.ts';
import { FinestraFascicola } from '../fascicola/finestra-fascicola.tsx';
import { useBersaglio, type DaFascicolare } from '../fascicola/trascina.ts';
import { useAtti } from '../fascicola/use-atti.ts';
import type { Fascicolazione, Fascicolo } from '../tipi.ts';
import { Contesto } from './contesto.ts';
import { Documenti } from './documenti.tsx';
import { FinestraSegnala } from './finestra-segnala.tsx';
import { FinestraTogli } from './finestra-togli.tsx';
import { SottoCartella } from './sotto-cartella.tsx';
import { Mostrato } from './mostrato.tsx';
import { useCaricati } from './use-caricati.ts';

type Fare = { cosa: 'fascicola' | 'togli' | 'segnala'; documento: Fascicolazione };

/** The inside of the folder: its folders first, then its documents; on a wide window the chosen one stands beside. */
export function Contenuto({ fascicolo: f }: { fascicolo: Fascicolo }): ReactElement {
  const gestisce = usePermesso('fascicolo.gestisce');
  const largo = useLargo(992);
  const [scelto, setScelto] = useState<Fascicolazione>();
  const [fare, setFare] = useState<Fare>();
  const [lasciato, setLasciato] = useState<{ documento: DaFascicolare; verso: string }>();
  const [errore, setErrore] = useState<unknown>();
  const atti = useAtti();
  const caricati = useCaricati();
  // Moving fast along the rows does not open every document on the way.
  const mostrato = useRitardato(scelto, 250);
  const aperto = f.stato === 'aperto';

  const onDocumento = (documento: DaFascicolare, verso: string): void => {
    setErrore(undefined);
    if (documento.posto?.fascicolo === verso) return;
    const radice = (numero: string): string => numero.split('.')[0] ?? '';
    const p = documento.posto;
    // Putting in order inside one fascicolo needs no explaining; leaving it does.
    if (p?.puoSpostare && radice(p.fascicolo) === radice(verso))
      atti
        .sposta(p.fascicolo, p.fascicolazione, { a: verso, motivo: `Ordinato in ${verso}` }, documento.titolo)
        .catch(setErrore);
    else setLasciato({ documento, verso });
  };
  const onFile = (file: readonly File[], verso: string): void => caricati.carica(file, verso);
  const { sopra, attributi } = useBersaglio({
    onDocumento: (d) => onDocumento(d, f.numero),
    onFile: (file) => onFile(file, f.numero),
    attivo: aperto && gestisce,
  });
  const con = (cosa: Fare['cosa']) => (): void => {
    if (scelto) setFare({ cosa, documento: scelto });
  };
  useTastiElenco();
  useTasti('Documento scelto', [
    { tasto: 'f', nome: 'Fascicola in…', azione: con('fascicola'), attivo: gestisce && scelto !== undefined },
    {
      tasto: 't',
      nome: 'Toglie dal fascicolo',
      azione: con('togli'),
      attivo: gestisce && aperto && scelto?.puoSpostare === true,
    },
    {
      tasto: 'w',
      nome: 'Segnala che è nel fascicolo sbagliato',
      azione: con('segnala'),
      attivo: gestisce && scelto !== undefined && !scelto.puoSpostare,
    },
  ]);
  useEffect(() => setErrore(undefined), [f]);
  const vista = (d: Fascicolazione): ReactElement => (
    <Mostrato
      documento={d}
      onFascicola={gestisce ? () => setFare({ cosa: 'fascicola', documento: d }) : undefined}
      onTogli={
        gestisce && aperto && d.puoSpostare ? () => setFare({ cosa: 'togli', documento: d }) : undefined
      }
      onSegnala={gestisce && !d.puoSpostare ? () => setFare({ cosa: 'segnala', documento: d }) : undefined}
    />
  );
  const vuoto = f.contenuti.length === 0 && f.documenti === 0;
  return (
    <Contesto
      value={{
        scelto: scelto?.id,
        onScegli: setScelto,
        onDocumento,
        onFile,
        sotto: largo ? undefined : vista,
      }}
    >
      <AvvisoErrore errore={errore ?? caricati.errore} fuoco />
      {caricati.inCorso > 0 && (
        <p role="status">Caricamento di {caricati.inCorso === 1 ? 'un file' : `${caricati.inCorso} file`}…</p>
      )}
      <div className="cartella__colonne">
        <section
          className={`cartella__dentro ${sopra ? 'bersaglio' : ''}`}
          aria-label="Contenuto"
          {...attributi}
        >
          {vuoto && (
            <Vuoto icona="folder" titolo="Il fascicolo è vuoto">
              <p>
                {aperto && gestisce
                  ? 'Aggiungere un documento registrato, o trascinare qui i file.'
                  : aperto
                    ? 'Qui compariranno i suoi documenti, in ordine di registrazione.'
                    : 'È stato chiuso senza documenti.'}
              </p>
            </Vuoto>
          )}
          {f.contenuti.length > 0 && (
            <ul className="sotto-cartelle">
              {f.contenuti.map((c) => (
                <SottoCartella key={c.numero} fascicolo={c} />
              ))}
            </ul>
          )}
          {f.documenti > 0 && <Documenti numero={f.numero} totale={f.documenti} primo={largo} />}
        </section>
        {largo && !vuoto && (
          <aside className="cartella__documento" aria-label="Documento scelto">
            {mostrato ? (
              <div key={mostrato.id}>{vista(mostrato)}</div>
            ) : (
              <Vuoto icona="file" titolo="Nessun documento scelto">
                <p>
                  <kbd>J</kbd> e <kbd>K</kbd> scorrono i documenti: quello scelto si vede qui.
                </p>
              </Vuoto>
            )}
          </aside>
        )}
      </div>
      {lasciato && <FinestraFascicola {...lasciato} onChiudi={() => setLasciato(undefined)} />}
      {fare?.cosa === 'fascicola' && (
        <FinestraFascicola documento={daFascicolare(fare.documento)} onChiudi={() => setFare(undefined)} />
      )}
      {fare?.cosa === 'togli' && (
        <FinestraTogli
          documento={fare.documento}
          onFatto={() => setScelto(undefined)}
          onChiudi={() => setFare(undefined)}
        />
      )}
      {fare?.cosa === 'segnala' && (
        <FinestraSegnala documento={fare.documento} onChiudi={() => setFare(undefined)} />
      )}
    </Contesto>
  );
}
