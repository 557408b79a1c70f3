import { useEffect, useId, useRef, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { inCorso, type Verifica } from './api.ts';

const cifre = (n: number): string => n.toLocaleString('it-IT');

/** A verification while it goes on and when it is over. */
export function Esito({ verifica: v }: { verifica: Verifica }): ReactElement {
  const prima = useRef(v.stato);
  const quanti = (v.esito?.difetti.length ?? 0) + (v.esito?.altri ?? 0);
  useEffect(() => {
    if (prima.current !== v.stato && v.stato === 'conclusa')
      annuncia(quanti === 0 ? 'Verifica conclusa: nessun difetto' : `Verifica conclusa: ${quanti} difetti`);
    prima.current = v.stato;
  }, [v.stato, quanti]);
  if (inCorso(v)) return <Avanzamento verifica={v} />;
  if (v.stato === 'interrotta' || !v.esito)
    return <p>L’ultima verifica, chiesta il {dataOra(v.chiestaIl)}, si è interrotta: va chiesta di nuovo.</p>;
  const { esito } = v;
  return (
    <>
      <p>
        <strong className={quanti > 0 ? 'registro-stato__male' : 'registro-stato__bene'}>
          {quanti === 0 ? 'Registro integro' : quanti === 1 ? 'Un difetto' : `${cifre(quanti)} difetti`}
        </strong>
        {`: verificato il ${dataOra(v.conclusaIl ?? v.chiestaIl)} ${v.chiestaDa === 'sistema' ? 'da sé' : `da ${v.chiestaDa}`}; `}
        {`${esito.registrazioni === 1 ? 'una registrazione' : `${cifre(esito.registrazioni)} registrazioni`}, ${esito.foglie === 1 ? 'una voce' : `${cifre(esito.foglie)} voci`}, ${esito.teste === 1 ? 'una testa' : `${cifre(esito.teste)} teste`}`}
        {v.ancheFile && ', con i file'}
        {esito.traccia &&
          `; log delle operazioni: ${cifre(esito.traccia.righe)} righe in ${cifre(esito.traccia.blocchi)} blocchi`}
        .
      </p>
      {quanti > 0 && (
        <ul className="registro-stato__difetti">
          {esito.difetti.map((d, i) => (
            <li key={i}>
              {d.testo} <code>{d.codice}</code>
            </li>
          ))}
          {esito.altri > 0 && <li>e altri {cifre(esito.altri)}</li>}
        </ul>
      )}
    </>
  );
}

function Avanzamento({ verifica: v }: { verifica: Verifica }): ReactElement {
  const id = useId();
  return (
    <p>
      <span id={id}>
        {v.totale > 0
          ? `Verifica in corso: ${cifre(v.esaminate)} voci su ${cifre(v.totale)}`
          : 'La verifica comincia fra poco'}
      </span>
      <progress
        className="registro-stato__barra"
        aria-labelledby={id}
        {...(v.totale > 0 && { value: v.esaminate, max: v.totale })}
      />
    </p>
  );
}
