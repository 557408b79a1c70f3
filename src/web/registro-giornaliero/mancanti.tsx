import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { mancantiQuery } from './api.ts';
import { Arretrate } from './arretrate.tsx';
import { attende, toccaA } from './mancante-in-parole.ts';
import type { VidimazioneMancante } from './tipi.ts';

/** After a month nobody signed, the month itself must still be on the screen. */
const MOSTRATI = 4;

/** The extracts nobody has signed: for who has to, and for the RSP who watches (RN-34.2-2). */
export function Mancanti(): ReactElement | null {
  const { data: letto } = useQuery(mancantiQuery);
  if (!letto || (letto.items.length === 0 && letto.arretrate.length === 0 && letto.cercateFino === undefined))
    return null;
  const [primi, altri] = [letto.items.slice(0, MOSTRATI), letto.items.slice(MOSTRATI)];
  const vecchio = altri.map((m) => m.giorno).sort()[0] ?? '';
  const voce = (m: VidimazioneMancante): ReactElement => (
    <li key={`${m.registro}-${m.giorno}-${m.area.codice}`} className="scheda">
      <Link
        className="scheda__numero"
        to="/registro-giornaliero/$registro/$giorno/$area"
        params={{ registro: m.registro, giorno: m.giorno, area: m.area.codice }}
        data-voce-elenco=""
      >
        {m.area.denominazione}, {data(m.giorno)}
      </Link>
      <p className="scheda__dati">
        {attende(m)} · {toccaA(m)}
      </p>
    </li>
  );
  return (
    <section aria-labelledby="da-vidimare">
      <h2 id="da-vidimare">Estratti da vidimare</h2>
      {primi.length > 0 && <ul className="schede">{primi.map(voce)}</ul>}
      {altri.length > 0 && (
        <details className="elenco-altri">
          <summary>
            {altri.length === 1 ? 'Un altro' : `Altri ${altri.length}`}, il più vecchio del {data(vecchio)}
          </summary>
          <ul className="schede">{altri.map(voce)}</ul>
        </details>
      )}
      <Arretrate elenco={letto} />
    </section>
  );
}
