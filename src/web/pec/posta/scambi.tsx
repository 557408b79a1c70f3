import { Link } from '@tanstack/react-router';
import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { nomeCollegamento } from '../../registrazione/nomi.ts';
import { paginaDi } from '../../registrazione/indirizzi.ts';
import type { TipoCollegamento } from '../../registrazione/tipi.ts';
import type { Messaggio } from '../tipi.ts';

/** What it has to do with what came before: what it answers, completes, replaces or repeats; what was asked of the sender. */
export function Scambi({ messaggio: m }: { messaggio: Messaggio }): ReactElement {
  return (
    <>
      {m.piuIstanze && m.rifiutoProposto && (
        <Alert color="warning" fade={false}>
          <strong>Contiene più istanze: si propone di rifiutarlo</strong> (art. 79), con R. Ciascuna istanza
          va inviata con un messaggio a sé.
        </Alert>
      )}
      {m.incompleto && m.conclusoIl === undefined && (
        <Alert color="warning" fade={false}>
          <strong>Incompleto:</strong> è posta ordinaria e manca la copia di un documento di identità. Si può
          chiederla con H.
        </Alert>
      )}
      {m.precedente && (
        <Alert color="info" fade={false}>
          {nomeCollegamento[m.precedente.tipo as TipoCollegamento]}{' '}
          <Link to={paginaDi(m.precedente)}>
            {m.precedente.registro} {Number(m.precedente.numero)}/{m.precedente.anno}
          </Link>
          , «{m.precedente.oggetto}»: il collegamento è già nel modulo, fra gli altri dati.
        </Alert>
      )}
      {m.rispondeA && (
        <Alert color="info" fade={false}>
          Risponde a{' '}
          {m.rispondeA.messaggio ? (
            <Link to="/pec" search={{ stato: 'tutti', m: m.rispondeA.messaggio }}>
              «{m.rispondeA.oggetto}»
            </Link>
          ) : (
            <>«{m.rispondeA.oggetto}»</>
          )}
          {m.rispondeA.registrazione && (
            <>
              , di{' '}
              <Link to={paginaDi(m.rispondeA.registrazione)}>
                {m.rispondeA.registrazione.registro} {Number(m.rispondeA.registrazione.numero)}/
                {m.rispondeA.registrazione.anno}
              </Link>
            </>
          )}
          .
        </Alert>
      )}
      {m.richieste.length > 0 && (
        <ul className="pec-gruppo">
          {m.richieste.map((r) => (
            <li key={r.invio}>
              Chiesto il {dataOra(r.chiestaIl)}: «{r.oggetto}»{r.risposte.length === 0 && ', senza risposta'}
              {r.risposte.map((x) => (
                <span key={x.id}>
                  {' '}
                  ·{' '}
                  <Link to="/pec" search={{ stato: 'tutti', m: x.id }}>
                    risposta: «{x.oggetto}»
                  </Link>
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
