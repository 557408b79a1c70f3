import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Badge, Button } from 'design-react-kit';
import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { dimensioneLeggibile } from '../documenti/dimensione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Copia } from '../platform/ui/copia.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import {
  annullaEsportazione,
  archivioDi,
  chiediEsportazione,
  eliminaEsportazione,
  esportazioniQuery,
  inCorso,
  type Esportazione,
} from './api.ts';

const STATI: Record<Esportazione['stato'], [nome: string, colore: string]> = {
  richiesta: ['In attesa', 'secondary'],
  'in-corso': ['In preparazione', 'primary'],
  pronta: ['Pronta', 'success'],
  'non-riuscita': ['Non riuscita', 'danger'],
  annullata: ['Interrotta', 'secondary'],
  scaduta: ['Scaduta', 'secondary'],
  eliminata: ['Eliminata', 'secondary'],
};
const cifre = (n: number): string => n.toLocaleString('it-IT');
const nomeDi = (e: Esportazione): string => (e.anno === undefined ? 'Tutto' : `Solo il ${e.anno}`);

type Proprieta = { esportazione: Esportazione; onTolta: () => void };

export function VoceEsportazione({ esportazione: e, onTolta }: Proprieta): ReactElement {
  const prima = useRef(e.stato);
  const [nome, colore] = STATI[e.stato];
  useEffect(() => {
    if (prima.current !== e.stato && (e.stato === 'pronta' || e.stato === 'non-riuscita'))
      annuncia(`Esportazione ${nome.toLowerCase()}`);
    prima.current = e.stato;
  }, [e.stato, nome]);
  return (
    <li className="scheda esportazione">
      <h3>
        {nomeDi(e)} <Badge color={colore}>{nome}</Badge>
      </h3>
      <p className="campo__aiuto">
        Chiesta il {dataOra(e.chiestaIl)} da {e.chiestaDa}
        {e.ancheChiavi && ' · leggibile dal verificatore con una chiave API'}
      </p>
      {inCorso(e) && <Avanzamento esportazione={e} />}
      {e.prontaIl !== undefined && <Contenuto esportazione={e} />}
      {e.errore !== undefined && <p className="esportazione__errore">{e.errore}</p>}
      {e.chiusaIl !== undefined && e.stato !== 'non-riuscita' && (
        <p>
          {e.stato === 'annullata' ? 'Interrotta' : 'File eliminati'} il {dataOra(e.chiusaIl)}
          {e.stato === 'scaduta' ? ', alla scadenza' : e.chiusaDa !== undefined && ` da ${e.chiusaDa}`}
        </p>
      )}
      <Azioni esportazione={e} onTolta={onTolta} />
    </li>
  );
}

function Avanzamento({ esportazione: e }: { esportazione: Esportazione }): ReactElement {
  const id = useId();
  return (
    <p>
      <span id={id}>
        {e.tutti > 0 ? `Scritte ${cifre(e.fatti)} voci su ${cifre(e.tutti)}` : 'Comincia fra poco'}
      </span>
      <progress
        className="esportazione__barra"
        aria-labelledby={id}
        {...(e.tutti > 0 && { value: e.fatti, max: e.tutti })}
      />
    </p>
  );
}

function Contenuto({ esportazione: e }: { esportazione: Esportazione }): ReactElement {
  const n = e.difetti ?? 0;
  return (
    <>
      <p>
        {e.registrazioni === 1 ? 'Una registrazione' : `${cifre(e.registrazioni ?? 0)} registrazioni`},{' '}
        {e.documenti === 1 ? 'un documento' : `${cifre(e.documenti ?? 0)} documenti`},{' '}
        {dimensioneLeggibile(e.byte ?? 0)}
        {e.stato === 'pronta' && e.scadeIl !== undefined && <> · si tiene fino al {dataOra(e.scadeIl)}</>}
      </p>
      {n > 0 && (
        <p className="esportazione__errore">
          {n === 1
            ? 'Un documento manca o è alterato nell’archivio: è scritto quale in esportazione.json.'
            : `${cifre(n)} documenti mancano o sono alterati nell’archivio: sono elencati in esportazione.json.`}
        </p>
      )}
      {e.impronta !== undefined && (
        <p className="esportazione__impronta">
          Impronta di esportazione.json: <code>{e.impronta}</code>{' '}
          {e.stato === 'pronta' && <Copia testo={e.impronta} nome="l’impronta" />}
        </p>
      )}
    </>
  );
}

function Azioni({ esportazione: e, onTolta }: Proprieta): ReactElement | null {
  const puo = usePermesso('esportazione.esegue');
  const [chiede, setChiede] = useState(false);
  const client = useQueryClient();
  const rinnova = () => client.invalidateQueries(esportazioniQuery);
  const dopo = (detto: string) => async (): Promise<void> => {
    setChiede(false);
    annuncia(detto);
    await rinnova();
    onTolta();
  };
  const annulla = useMutation({
    mutationFn: () => annullaEsportazione(e.id),
    onSuccess: dopo('Esportazione interrotta'),
  });
  const elimina = useMutation({
    mutationFn: () => eliminaEsportazione(e.id),
    onSuccess: dopo('File dell’esportazione eliminati'),
  });
  const riprova = useInvio(chiediEsportazione, dopo('Esportazione chiesta'));
  const di = <span className="visually-hidden"> l’esportazione del {dataOra(e.chiestaIl)}</span>;
  if (!inCorso(e) && e.stato !== 'pronta' && e.stato !== 'non-riuscita') return null;
  return (
    <>
      <AvvisoErrore errore={annulla.error ?? riprova.error} />
      <div className="azioni">
        {e.stato === 'pronta' && (
          <a className="btn btn-primary btn-sm" href={archivioDi(e.id)} download>
            <Icona nome="download" /> Scarica{di}
          </a>
        )}
        {puo && e.stato === 'pronta' && (
          <Button type="button" color="danger" outline size="sm" onClick={() => setChiede(true)}>
            Elimina{di}
          </Button>
        )}
        {puo && inCorso(e) && (
          <Button
            type="button"
            color="danger"
            outline
            size="sm"
            disabled={annulla.isPending}
            onClick={() => annulla.mutate()}
          >
            Interrompi{di}
          </Button>
        )}
        {puo && e.stato === 'non-riuscita' && (
          <Button
            type="button"
            color="primary"
            outline
            size="sm"
            disabled={riprova.isPending}
            onClick={() =>
              riprova.mutate({ ...(e.anno !== undefined && { anno: e.anno }), ancheChiavi: e.ancheChiavi })
            }
          >
            Riprova{di}
          </Button>
        )}
      </div>
      {chiede && (
        <Finestra titolo="Eliminare i file di questa esportazione?" onChiudi={() => setChiede(false)}>
          <p>
            Non si potranno più scaricare; resta scritto che l’esportazione fu fatta, quando e da chi. I dati
            dell’ente non si toccano.
          </p>
          <AvvisoErrore errore={elimina.error} />
          <Button type="button" color="danger" disabled={elimina.isPending} onClick={() => elimina.mutate()}>
            Elimina i file
          </Button>
        </Finestra>
      )}
    </>
  );
}
