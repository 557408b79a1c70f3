import { useEffect, useId, useRef, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { quanti } from '../platform/ui/quanti.ts';
import { inCorso, type Verifica } from './api.ts';

const cifre = (n: number): string => n.toLocaleString('it-IT');

/** A verification while it goes on and when it is over. */
export function Esito({ verifica: v }: { verifica: Verifica }): ReactElement {
  const prima = useRef(v.stato);
  const difetti = (v.esito?.difetti.length ?? 0) + (v.esito?.altri ?? 0);
  useEffect(() => {
    if (prima.current !== v.stato && v.stato === 'conclusa')
      annuncia(
        `Verifica conclusa: ${difetti === 0 ? 'nessun difetto' : quanti(difetti, 'difetto', 'difetti')}`,
      );
    prima.current = v.stato;
  }, [v.stato, difetti]);
  if (inCorso(v)) return <Avanzamento verifica={v} />;
  if (v.stato === 'interrotta' || !v.esito)
    return <p>L’ultima verifica, chiesta il {dataOra(v.chiestaIl)}, si è interrotta: va chiesta di nuovo.</p>;
  const { esito } = v;
  return (
    <>
      <p>
        <strong className={difetti > 0 ? 'registro-stato__male' : 'registro-stato__bene'}>
          {difetti === 0 ? 'Registro integro' : difetti === 1 ? 'Un difetto' : `${cifre(difetti)} difetti`}
        </strong>
        {`: verificato il ${dataOra(v.conclusaIl ?? v.chiestaIl)} ${v.chiestaDa === 'sistema' ? 'da sé' : `da ${v.chiestaDa}`}; `}
        {[
          quanti(esito.registrazioni, 'registrazione', 'registrazioni'),
          quanti(esito.foglie, 'voce', 'voci'),
          quanti(esito.teste, 'testa firmata', 'teste firmate'),
        ].join(', ')}
        {v.ancheFile && ', con i file'}
        {esito.traccia &&
          `; log delle operazioni: ${quanti(esito.traccia.righe, 'riga', 'righe')} in ${quanti(esito.traccia.blocchi, 'blocco', 'blocchi')}`}
        .
      </p>
      {difetti > 0 && (
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
