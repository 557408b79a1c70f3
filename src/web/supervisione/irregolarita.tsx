import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { data } from '../platform/date/roma.ts';
import { quanti } from '../platform/ui/quanti.ts';
import type { Quadro } from './api.ts';
import { Figura } from './figura.tsx';

type Proprieta = { quadro: Quadro; dal: string; al: string };

/** Who was not let in. */
export function Rifiuti({ quadro: { rifiuti: r }, dal, al }: Proprieta): ReactElement {
  const log = usePermesso('traccia.consulta');
  if (r.totale === 0)
    return (
      <section className="carta figura">
        <h2>Accessi rifiutati</h2>
        <p>Nel periodo nessuno è stato respinto.</p>
      </section>
    );
  return (
    <Figura
      titolo="Accessi rifiutati"
      descrizione={`${r.totale} accessi rifiutati, giorno per giorno`}
      voce="Giorno"
      tipo="pile"
      categorie={r.perGiorno.map((g) => data(g.giorno))}
      serie={[{ nome: 'Rifiuti', colore: '#b3113d', valori: r.perGiorno.map((g) => g.quanti) }]}
    >
      <ul className="voci-piane">
        {r.perOrigine.map((o) => (
          <li key={`${o.attore} ${o.ip}`}>
            <span>
              {o.attore}
              {o.ip && <span className="campo__aiuto"> da {o.ip}</span>}
            </span>
            <strong>{o.quanti.toLocaleString('it-IT')}</strong>
          </li>
        ))}
      </ul>
      {log && (
        <p>
          <Link to="/supervisione/log" search={{ gruppo: 'rifiuti', dal, al }}>
            Vedi nel log
          </Link>
        </p>
      )}
    </Figura>
  );
}

/** What had to be corrected after it was registered. */
export function Correzioni({ quadro: { correzioni: c }, dal, al }: Proprieta): ReactElement {
  const log = usePermesso('traccia.consulta');
  const conCorrezioni = c.perUfficio.filter((u) => u.corrette > 0);
  return (
    <section className="carta figura">
      <h2>Correzioni</h2>
      <ul className="riquadri">
        <li className="riquadro">
          <span className="riquadro__cifra">{c.annullamenti.toLocaleString('it-IT')}</span> annullamenti
        </li>
        <li className="riquadro">
          <span className="riquadro__cifra">{c.rettifiche.toLocaleString('it-IT')}</span> rettifiche
        </li>
        <li className="riquadro">
          <span className="riquadro__cifra">{c.modifiche.toLocaleString('it-IT')}</span> modifiche ai dati
          facoltativi
        </li>
      </ul>
      {conCorrezioni.length === 0 ? (
        <p>Nessuna delle registrazioni del periodo è stata annullata o rettificata.</p>
      ) : (
        <ul className="voci-piane">
          {conCorrezioni.map((u) => (
            <li key={u.ufficio.codice}>
              <span>{u.ufficio.denominazione}</span>
              <span>
                <strong>{u.corrette.toLocaleString('it-IT')}</strong> su{' '}
                {quanti(u.registrazioni, 'registrazione', 'registrazioni')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {log && (
        <p>
          <Link to="/supervisione/log" search={{ gruppo: 'correzioni', dal, al }}>
            Vedi nel log
          </Link>
        </p>
      )}
    </section>
  );
}
