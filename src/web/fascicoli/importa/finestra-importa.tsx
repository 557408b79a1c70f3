import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { caricaDocumento } from '../../documenti/api.ts';
import { nuovaChiave } from '../../platform/http/chiave.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { importaFascicolo, provaImportazione } from '../api.ts';
import { useAtti } from '../fascicola/use-atti.ts';
import { EsitoImporta } from './esito-importa.tsx';

/** An exported fascicolo back in its place: the file, what it would do, the confirmation. */
export function FinestraImporta({ onChiudi }: { onChiudi: () => void }): ReactElement {
  const atti = useAtti();
  const [file, setFile] = useState<File>();
  const [caricato, setCaricato] = useState(0);
  const interruttore = useRef<AbortController>(undefined);
  const detto = useRef<HTMLDivElement>(null);
  useEffect(() => () => interruttore.current?.abort(), []);
  const prova = useMutation({
    mutationFn: async (scelto: File) => {
      interruttore.current = new AbortController();
      setCaricato(0);
      const { id } = await caricaDocumento(scelto, {
        chiave: nuovaChiave(),
        avanzamento: setCaricato,
        segnale: interruttore.current.signal,
      });
      return { documento: id, esito: await provaImportazione(id) };
    },
    onError: (errore) => annuncia(errore.message),
  });
  const conferma = useInvio(importaFascicolo, () => atti.aggiorna());
  const errori = erroriCampi(prova.error);
  const delFile = errori('documento') ?? errori('file');
  const esito = conferma.data ?? prova.data?.esito;
  // The button that was pressed is gone: one goes on from what was found.
  useEffect(() => {
    if (esito) detto.current?.focus();
  }, [esito]);
  const daFare = esito !== undefined && !esito.confermata && esito.rimessi.length > 0;
  const siPuo = daFare && esito.problemi.length === 0;
  const manda = (e: FormEvent): void => {
    e.preventDefault();
    if (prova.isPending || conferma.isPending) return;
    if (siPuo && prova.data) conferma.mutate(prova.data.documento);
    else if (file) prova.mutate(file);
  };
  return (
    <Finestra titolo="Importa un fascicolo esportato" onChiudi={onChiudi}>
      <form onSubmit={manda} noValidate>
        {!esito && (
          <>
            <p>
              L’archivio zip di un fascicolo di questo ente. Prima si vede che cosa manca; poi, se si
              conferma, ogni documento torna dov’era. Ciò che è già al suo posto non si tocca.
            </p>
            <Campo etichetta="Archivio zip" errore={delFile}>
              {(a) => (
                <input
                  {...a}
                  type="file"
                  accept=".zip,application/zip"
                  onChange={(e) => {
                    prova.reset();
                    setFile(e.target.files?.[0]);
                  }}
                />
              )}
            </Campo>
          </>
        )}
        <AvvisoErrore errore={delFile === undefined ? (prova.error ?? conferma.error) : null} fuoco />
        <div role="status" ref={detto} tabIndex={-1}>
          {prova.isPending &&
            (caricato < 1 ? `Caricamento: ${Math.round(caricato * 100)} %` : 'Controllo delle impronte…')}
          {conferma.isPending && 'Importazione…'}
          {esito && <EsitoImporta esito={esito} />}
        </div>
        <div className="azioni">
          {!esito && (
            <Button type="submit" color="primary" size="sm" disabled={!file || prova.isPending}>
              Controlla
            </Button>
          )}
          {siPuo && (
            <Button type="submit" color="primary" size="sm" disabled={conferma.isPending}>
              Rimetti al loro posto
            </Button>
          )}
          {esito && !daFare && (
            <Link
              className="btn btn-primary btn-sm"
              to="/fascicoli/$numero"
              params={{ numero: esito.fascicolo.numero }}
            >
              Vai al fascicolo
            </Link>
          )}
          <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
            {daFare ? 'Lascia stare' : 'Chiudi'}
          </Button>
        </div>
      </form>
    </Finestra>
  );
}
