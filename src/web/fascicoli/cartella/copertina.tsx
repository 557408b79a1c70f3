import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data, dataOra } from '../../platform/date/roma.ts';
import { nomeLivello, nomeRiservatezza, nomeTipo, nomiUffici } from '../nomi.ts';
import { StatoFascicolo } from '../stato-fascicolo.tsx';
import type { Fascicolo } from '../tipi.ts';

const larghe: Record<string, string> = {
  Oggetto: 'copertina__oggetto',
  'Indice di classificazione': 'copertina__classe',
};

/** The nine data of the copertina, in the order of the manual (RN-44.2-2), with the state on top. */
export function Copertina({ fascicolo: f }: { fascicolo: Fascicolo }): ReactElement {
  const voci: [string, React.ReactNode][] = [
    ['Oggetto', f.oggetto],
    ['Numero', `${f.numero} (anno ${f.anno})`],
    ['Data di apertura', data(f.dataApertura)],
    ['Ufficio', f.ufficio.denominazione],
    [
      'Indice di classificazione',
      <Classe key="classe" percorso={f.classificazione.percorso} codice={f.classificazione.codice} />,
    ],
    ['Livello di riservatezza', nomeRiservatezza[f.riservatezza]],
    ['Uffici che vi possono accedere', nomiUffici(f.uffici)],
    ['Data di chiusura', f.dataChiusura ? data(f.dataChiusura) : '—'],
  ];
  return (
    <section
      className={`copertina copertina--${f.livello} ${f.stato === 'chiuso' ? 'copertina--chiusa' : ''}`}
      aria-label="Copertina"
    >
      <div className="copertina__testa">
        <p className="copertina__cosa">
          {nomeLivello(f.livello)} · {nomeTipo[f.tipo]} <StatoFascicolo fascicolo={f} />
        </p>
        <p className="copertina__nome">{f.denominazione}</p>
      </div>
      <dl className="copertina__dati">
        {voci.map(([nome, valore]) => (
          <div key={nome} className={larghe[nome]}>
            <dt>{nome}</dt>
            <dd>{valore}</dd>
          </div>
        ))}
      </dl>
      <p className="copertina__piede">
        {f.rpa && (
          <>
            RPA <strong>{`${f.rpa.cognome} ${f.rpa.nome}`}</strong> ·{' '}
          </>
        )}
        Aperto da {f.apertoDa} il {dataOra(f.apertoIl)}
        {f.chiusoIl && ` · Chiuso da ${f.chiusoDa ?? ''} il ${dataOra(f.chiusoIl)}`}
        {f.luogo && (
          <>
            {' '}
            · La carta è in <strong>{f.luogo}</strong>
          </>
        )}
      </p>
    </section>
  );
}

function Classe({
  percorso,
  codice,
}: {
  percorso: Fascicolo['classificazione']['percorso'];
  codice: string;
}): ReactElement {
  return (
    <>
      <Link to="/fascicoli" search={{ vista: 'classi', classificazione: codice }}>
        {codice}
      </Link>{' '}
      {percorso.map((v) => v.denominazione).join(' › ')}
    </>
  );
}
