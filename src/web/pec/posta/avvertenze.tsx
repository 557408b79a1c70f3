import { Link } from '@tanstack/react-router';
import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import { paginaDi } from '../../registrazione/indirizzi.ts';
import { statiMessaggio } from '../nomi.ts';
import type { Messaggio } from '../tipi.ts';

/** What should be known of the message before anything else: it could not be read, it is here already, a part of it is missing. */
export function Avvertenze({ messaggio: m }: { messaggio: Messaggio }): ReactElement {
  return (
    <>
      {(m.stato === 'quarantena' || m.tipo === 'illeggibile') && (
        <Alert color="danger" fade={false}>
          <p>
            <strong>Il programma non ha saputo leggere questo messaggio.</strong> È conservato intero, così
            come è arrivato: si può scaricare e aprire con un programma di posta, farlo leggere di nuovo, o
            deciderne come degli altri. I messaggi che seguono non lo aspettano.
          </p>
        </Alert>
      )}
      {m.doppione !== undefined && (
        <Alert color="warning" fade={false}>
          Lo stesso messaggio è già arrivato:{' '}
          <Link to="/pec" search={{ stato: 'tutti', m: m.doppione }}>
            vedi il primo
          </Link>
          .
        </Alert>
      )}
      {m.invio && (
        <Alert color={m.invio.mancanti.length > 0 ? 'warning' : 'info'} fade={false}>
          <p>
            <strong>
              INVIO {m.invio.parte} di {m.invio.parti}.
            </strong>{' '}
            {m.invio.mancanti.length > 0
              ? `Non sono ancora arrivate le parti: ${m.invio.mancanti.join(', ')}.`
              : 'Le parti sono arrivate tutte.'}
          </p>
          {m.gruppo.length > 0 && (
            <ul className="pec-gruppo">
              {m.gruppo.map((g) => (
                <li key={g.id}>
                  <Link to="/pec" search={{ stato: 'tutti', m: g.id }}>
                    Parte {g.parte}
                  </Link>
                  : {statiMessaggio[g.stato].nome.toLowerCase()}
                  {g.registrazione && (
                    <>
                      {' '}
                      <Link to={paginaDi(g.registrazione)}>
                        {Number(g.registrazione.numero)}/{g.registrazione.anno}
                      </Link>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Alert>
      )}
      {m.motivo !== undefined && m.conclusoIl !== undefined && (
        <p className="testo-lungo">
          {statiMessaggio[m.stato].nome}: «{m.motivo}»{m.conclusoDa !== undefined && `, ${m.conclusoDa}`}
        </p>
      )}
      {m.avvisi.length > 0 && (
        <ul className="pec-esiti">
          {m.avvisi.map((avviso) => (
            <li key={avviso} className="pec-esito">
              {avviso}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
