import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Icona } from '../../platform/ui/icona.tsx';
import { carte } from '../../registrazione/api.ts';
import { paginaDi } from '../../registrazione/indirizzi.ts';
import type { Registrazione } from '../../registrazione/tipi.ts';

/** What was just done: a registration shows its number large, with its papers; the rest is a line. */
export type Ultimo = { testo: string; registrazione?: Registrazione };

export function UltimoAtto({ ultimo, onChiudi }: { ultimo: Ultimo; onChiudi: () => void }): ReactElement {
  const r = ultimo.registrazione;
  return (
    <section className="esito pec-fatto" aria-label="Ultimo atto">
      {r ? (
        <>
          <div className="esito__numero">
            <span className="esito__cosa">Registrato con il numero</span>
            <strong>{Number(r.numero)}</strong>
            <span className="esito__anno">/{r.anno}</span>
          </div>
          <div className="esito__dati">
            <p className="esito__segnatura">{r.segnatura}</p>
            <p>{r.oggetto}</p>
            {r.avvisi.length > 0 && (
              <ul className="pec-esiti">
                {r.avvisi.map((avviso) => (
                  <li key={avviso} className="pec-esito">
                    {avviso}
                  </li>
                ))}
              </ul>
            )}
            <div className="azioni">
              <Link className="btn btn-outline-primary btn-xs" to={paginaDi(r)}>
                <Icona nome="list" /> Vedi
              </Link>
              <a
                className="btn btn-outline-primary btn-xs"
                href={carte.ricevuta(r)}
                target="_blank"
                rel="noreferrer"
              >
                <Icona nome="file-pdf" /> Ricevuta
              </a>
            </div>
          </div>
        </>
      ) : (
        <p className="esito__cosa">{ultimo.testo}</p>
      )}
      <button
        type="button"
        className="bottone-icona esito__chiudi"
        onClick={onChiudi}
        aria-label="Nascondi l’ultimo atto"
      >
        <Icona nome="close" />
      </button>
    </section>
  );
}
