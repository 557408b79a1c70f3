import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { Carta, type Esito } from './carta.tsx';
import { indirizzoRegistrazione } from './indirizzo-registrazione.ts';
import type { EstrattoArea, VoceEstratto } from './tipi.ts';

export type Esiti = Record<string, Esito>;
type Proprieta = { e: EstrattoArea; esiti: Esiti; onEsito: (assegnazione: string, esito: Esito) => void };

/** The documents of an extract, what awaits the signature first, each with its papers to be decided. */
export function VociEstratto({ e, ...di }: Proprieta): ReactElement {
  const gruppi = [
    { stato: 'da-vidimare', nome: e.vidimazioni.length > 0 ? 'Da vidimare con un’aggiunta' : 'Da vidimare' },
    { stato: 'da-domani', nome: 'Da vidimare da domani mattina, quando si ritira la carta' },
    { stato: 'vidimata', nome: 'Già vidimati' },
  ]
    .map((g) => ({ ...g, voci: e.voci.filter((v) => v.stato === g.stato) }))
    .filter((g) => g.voci.length > 0);
  return (
    <>
      {gruppi.map((g) => (
        <section key={g.stato}>
          {gruppi.length > 1 && <h2>{g.nome}</h2>}
          <ul className="schede" aria-label={g.nome}>
            {g.voci.map((v) => (
              <Voce key={`${v.anno}-${v.numero}`} v={v} e={e} {...di} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Voce({ v, e, esiti, onEsito }: Proprieta & { v: VoceEstratto }): ReactElement {
  return (
    <li className="scheda">
      <Link
        className="scheda__numero"
        {...indirizzoRegistrazione({ ...v, registro: e.registro })}
        data-voce-elenco=""
      >
        {v.numero}/{v.anno}
      </Link>{' '}
      {v.annullata ? <s>{v.oggetto}</s> : v.oggetto}
      <p className="scheda__dati">
        {[dataOra(v.dataRegistrazione), v.corrispondenti, v.uffici.join(', ') || 'non riguarda più l’Area']
          .filter(Boolean)
          .join(' · ')}
      </p>
      {v.carta.map((c) => (
        <Carta
          key={c.assegnazione}
          carta={c}
          numero={`${Number(v.numero)}/${v.anno}`}
          detto={esiti[c.assegnazione]}
          modificabile={e.vidimabile && v.stato === 'da-vidimare'}
          onEsito={(esito) => onEsito(c.assegnazione, esito)}
        />
      ))}
    </li>
  );
}
