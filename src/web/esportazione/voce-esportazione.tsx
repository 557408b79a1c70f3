import { Badge } from 'design-react-kit';
import { useEffect, useId, useRef, type ReactElement } from 'react';
import { dimensioneLeggibile } from '../documenti/dimensione.ts';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Copia } from '../platform/ui/copia.tsx';
import { inCorso, type Esportazione } from './api.ts';
import { AzioniEsportazione } from './azioni-esportazione.tsx';

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
      <AzioniEsportazione esportazione={e} onTolta={onTolta} />
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
