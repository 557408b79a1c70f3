import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { data, giornoEOraDi } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { leggiTesto } from '../../titolario/leggi-testo.ts';
import { AnteprimaImportazione } from './anteprima-importazione.tsx';
import { importaOrganigramma, useAggiornaOrganigramma } from './api.ts';
import { CampiDecorrenza } from './campi-decorrenza.tsx';
import { SottomenuOrganigramma } from './sottomenu.tsx';
import type { EsitoImportazioneOrganigramma, ImportazioneOrganigramma } from './tipi.ts';

/** As much as the server takes. */
const BYTE_MASSIMI = 3_000_000;

/** The chart from a file: first what would happen, then, if it is what one wanted, all of it at once. */
export function PaginaImporta(): ReactElement {
  const [oggi] = useState(() => giornoEOraDi(new Date()).giorno);
  const [file, setFile] = useState<File>();
  const [quando, setQuando] = useState({ dal: oggi, atto: '' });
  const [chiudiAssenti, setChiudiAssenti] = useState(false);
  const [vista, setVista] = useState<{
    corpo: ImportazioneOrganigramma;
    esito: EsitoImportazioneOrganigramma;
  }>();
  const aggiorna = useAggiornaOrganigramma();
  const anteprima = useMutation({
    mutationFn: async (corpo: ImportazioneOrganigramma) => ({
      corpo,
      esito: await importaOrganigramma(corpo),
    }),
    onSuccess: ({ corpo, esito }) => {
      setVista({ corpo, esito });
      annuncia('Anteprima pronta');
    },
  });
  const conferma = useMutation({
    mutationFn: importaOrganigramma,
    onSuccess: async (esito) => {
      annuncia(esito.scritta ? 'Organigramma importato' : 'Non c’era nulla da cambiare');
      await aggiorna();
    },
  });
  const troppo = file !== undefined && file.size > BYTE_MASSIMI;
  const errori = erroriCampi(anteprima.error ?? conferma.error);
  // What is on the screen is always the preview of what is in the fields.
  const riparti = (): void => {
    setVista(undefined);
    anteprima.reset();
    conferma.reset();
  };
  const guarda = async (e: FormEvent): Promise<void> => {
    e.preventDefault();
    if (!file || troppo || anteprima.isPending) return;
    riparti();
    anteprima.mutate({
      contenuto: await leggiTesto(file),
      chiudiAssenti,
      dal: quando.dal,
      atto: quando.atto.trim(),
    });
  };
  return (
    <Pagina
      titolo="Importa l’organigramma"
      occhiello="Da un CSV, o dai file di IndicePA. Prima si vede che cosa succederebbe; nulla cambia finché non si conferma."
      classe="pagina--stretta"
    >
      <SottomenuOrganigramma />
      <form className="carta" onSubmit={(e) => void guarda(e)} noValidate aria-label="File da importare">
        <Campo
          etichetta="File CSV"
          errore={
            troppo ? 'Il file è troppo grande: va ridotto alle righe di questo ente.' : errori('contenuto')
          }
          aiuto="Quello che si esporta dall’organigramma, oppure il file delle unità organizzative (UO) o delle AOO degli open data di IndicePA."
          obbligatorio
        >
          {(a) => (
            <input
              {...a}
              type="file"
              accept=".csv,.txt,text/csv,text/plain"
              onChange={(e) => {
                setFile(e.target.files?.[0]);
                riparti();
              }}
            />
          )}
        </Campo>
        <CampiDecorrenza
          valori={quando}
          onCambia={(valori) => {
            setQuando(valori);
            riparti();
          }}
          errori={errori}
          oggi={oggi}
          etichetta="Vale dal"
        />
        <label className="spunta">
          <input
            type="checkbox"
            checked={chiudiAssenti}
            onChange={(e) => {
              setChiudiAssenti(e.target.checked);
              riparti();
            }}
          />
          <span>
            Chiudi gli uffici che il file non nomina (con IndicePA, solo quelli che hanno un codice univoco)
          </span>
        </label>
        <details>
          <summary>Le colonne del CSV</summary>
          <p>
            <strong>codice</strong> e <strong>denominazione</strong>; se si vuole tipo (area, servizio,
            ufficio), padre (il codice dell’unità che la comprende), uop, uu, ufficioProtocollo (sì o no),
            ordine, indirizzo, email, pec, telefono, codiceUnivoco. Una colonna che manca non cambia nulla;
            una cella vuota toglie il dato. Il modo più semplice è esportare, correggere e reimportare.
          </p>
        </details>
        <Button
          type="submit"
          color="primary"
          outline={vista !== undefined}
          size="sm"
          disabled={!file || troppo || quando.atto.trim() === '' || quando.dal === '' || anteprima.isPending}
        >
          Guarda l’anteprima
        </Button>
      </form>
      <AvvisoErrore errore={anteprima.error ?? conferma.error} fuoco />
      {vista && !conferma.data && (
        <AnteprimaImportazione
          esito={vista.esito}
          inCorso={conferma.isPending}
          quando={quando.dal > oggi ? `dal ${data(quando.dal)}` : 'da oggi'}
          onConferma={() => conferma.mutate({ ...vista.corpo, conferma: vista.esito.impronta })}
        />
      )}
      {conferma.data && (
        <section className="carta" role="status">
          <h2>{conferma.data.scritta ? 'Importato' : 'Non c’era nulla da cambiare'}</h2>
          {conferma.data.scritta && (
            <p>
              Nuovi {conferma.data.nuove}, cambiati {conferma.data.variate}, chiusi {conferma.data.chiuse},{' '}
              {quando.dal > oggi ? `con effetto dal ${data(quando.dal)}` : 'da oggi'}.
            </p>
          )}
          <p>
            <Link to="/organigramma" search={quando.dal > oggi ? { data: quando.dal } : {}}>
              Vai all’organigramma
            </Link>
          </p>
        </section>
      )}
    </Pagina>
  );
}
