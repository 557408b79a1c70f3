import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import { ZonaCarico } from '../../documenti/zona-carico.tsx';
import { data } from '../../platform/date/roma.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { RicercaATendina } from '../../platform/ui/ricerca-a-tendina.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import type { VoceElenco } from '../../registrazione/tipi.ts';
import { ErroreFascicola } from '../fascicola/errore-fascicola.tsx';
import { useAtti } from '../fascicola/use-atti.ts';
import type { Fascicolo } from '../tipi.ts';
import { registrazioniQuery } from './registrazioni.ts';
import { useCaricati } from './use-caricati.ts';

type Proprieta = { fascicolo: Fascicolo; onChiudi: () => void };

/** A registration, by number or words; or files that have no number, kept all the same (RN-43.1). */
export function FinestraAggiungi({ fascicolo: f, onChiudi }: Proprieta): ReactElement {
  const atti = useAtti();
  const caricati = useCaricati();
  const bottone = useRef<HTMLButtonElement>(null);
  const [testo, setTesto] = useState('');
  const [scelta, setScelta] = useState<VoceElenco>();
  const q = useRitardato(testo.trim(), 200);
  const { data: trovate, isFetching, isPlaceholderData } = useQuery(registrazioniQuery(q));
  // Enter must never take what was found for fewer letters.
  const fermo = testo.trim() === q && !isPlaceholderData;
  const titolo = (r: VoceElenco): string => `${r.numero}/${r.anno} «${r.oggetto}»`;
  const invio = useInvio(
    ({ r, conferma }: { r: VoceElenco; conferma: boolean }, chiave) =>
      atti.metti(
        f.numero,
        {
          registrazione: { registro: 'PG', anno: r.anno, numero: Number(r.numero) },
          ...(conferma && { confermaAltraClasse: true }),
        },
        titolo(r),
        chiave,
      ),
    onChiudi,
  );
  const manda = (conferma: boolean): void => {
    if (scelta && !invio.isPending) invio.mutate({ r: scelta, conferma });
  };
  return (
    <Finestra titolo={`Aggiungi un documento a ${f.numero}`} onChiudi={onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          manda(false);
        }}
      >
        {scelta ? (
          <p className="scelti__voce">
            <span className="scelti__testo">
              <Voce voce={scelta} />
            </span>
            <button
              type="button"
              className="bottone-icona"
              onClick={() => {
                setScelta(undefined);
                invio.reset();
              }}
              aria-label="Scegli un’altra registrazione"
            >
              <Icona nome="close" />
            </button>
          </p>
        ) : (
          <Campo etichetta="Documento registrato">
            {(attributi) => (
              <RicercaATendina
                attributi={attributi}
                testo={testo}
                onTesto={setTesto}
                attesa={isFetching || !fermo}
                placeholder="345/2026, o parole dell’oggetto"
                {...(q !== '' && { seVuoto: 'Nessuna registrazione' })}
                voci={(q === '' || !fermo ? [] : (trovate ?? [])).map((r) => ({
                  chiave: `${r.anno}/${r.numero}`,
                  contenuto: <Voce voce={r} />,
                  scegli: () => {
                    setTesto('');
                    setScelta(r);
                  },
                }))}
              />
            )}
          </Campo>
        )}
        <ErroreFascicola errore={invio.error} onConferma={() => manda(true)} conferma="Aggiungi lo stesso" />
        {scelta ? (
          <div className="azioni">
            <Button type="submit" color="primary" size="sm" disabled={invio.isPending} autoFocus>
              Aggiungi
            </Button>
            <Button type="button" color="primary" outline size="sm" onClick={onChiudi}>
              Lascia stare
            </Button>
          </div>
        ) : (
          <>
            <p className="finestra__oppure">oppure, senza registrarlo:</p>
            <AvvisoErrore errore={caricati.errore} fuoco />
            {caricati.inCorso > 0 && <p role="status">Caricamento in corso…</p>}
            <ZonaCarico
              piccola
              bottone={bottone}
              onFile={(file) => {
                caricati.carica(file, f.numero, onChiudi);
              }}
            />
            <p className="campo__aiuto">
              Il file entra nel fascicolo con il suo nome e la data di oggi, senza numero di protocollo.
            </p>
          </>
        )}
      </form>
    </Finestra>
  );
}

function Voce({ voce: r }: { voce: VoceElenco }): ReactElement {
  return (
    <>
      <strong>
        {Number(r.numero)}/{r.anno}
      </strong>{' '}
      {r.oggetto}
      <small className="tendina__dati">
        {[r.corrispondenti, data(r.dataRegistrazione), r.classificazione].filter(Boolean).join(' · ')}
      </small>
    </>
  );
}
