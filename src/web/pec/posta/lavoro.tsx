import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { leggiBozza } from '../../platform/bozze/archivio.ts';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../../platform/ui/vuoto.tsx';
import type { Bozza } from '../../registrazione/registra/bozza.ts';
import type { Modulo } from '../../registrazione/registra/modulo.ts';
import { messaggioQuery } from '../api.ts';
import { statiMessaggio } from '../nomi.ts';
import type { Messaggio } from '../tipi.ts';
import { Atti } from './atti.tsx';
import { MessaggioAperto } from './messaggio.tsx';
import { ModuloMessaggio } from './modulo-messaggio.tsx';
import type { Ultimo } from './ultimo-atto.tsx';
import { useRegistraMessaggio } from './use-registra-messaggio.ts';

type Comuni = {
  onFatto: (ultimo: Ultimo) => void;
  onProssimo: () => void;
  onVista: (vista: Vista) => void;
  /** The message is on the screen: the focus can go to it. */
  onPronto: () => void;
  sospeso: boolean;
};
export type Vista = 'elenco' | 'messaggio' | 'modulo';

/** Message and form of the one in front; whatever was written of it and not sent comes back. */
export function Lavoro({ id, ...p }: { id: string } & Comuni): ReactElement {
  const { utente } = useSessione();
  const { data, error } = useQuery({ ...messaggioQuery(id), refetchOnWindowFocus: false });
  const [conservato, setConservato] = useState<{ modulo: Modulo | undefined }>();
  useEffect(() => {
    let via = false;
    leggiBozza<Bozza>(utente.id, `registra/pec/${id}`).then(
      (b) => !via && setConservato({ modulo: b?.modulo }),
      // Where the browser keeps nothing one works all the same.
      () => !via && setConservato({ modulo: undefined }),
    );
    return () => {
      via = true;
    };
  }, [utente.id, id]);
  if (error && !data)
    return (
      <section className="pec__messaggio" aria-label="Messaggio">
        <AvvisoErrore errore={error} />
      </section>
    );
  if (!data || !conservato)
    return (
      <section className="pec__messaggio" aria-label="Messaggio">
        <Attesa testo="Apertura del messaggio" />
      </section>
    );
  return <SulMessaggio messaggio={data} conservato={conservato.modulo} {...p} />;
}

function SulMessaggio({
  messaggio: m,
  conservato,
  onFatto,
  onProssimo,
  onVista,
  onPronto,
  sospeso,
}: { messaggio: Messaggio; conservato: Modulo | undefined } & Comuni): ReactElement {
  const registrazione = useRegistraMessaggio(m, conservato, (r) =>
    onFatto({ testo: `Registrato con il numero ${r.numero} del ${r.anno}`, registrazione: r }),
  );
  const pronto = useRef(onPronto);
  useEffect(() => pronto.current(), []);
  const registrabile = m.proposta !== undefined;
  return (
    <>
      <section className="pec__messaggio" aria-label="Messaggio">
        <p className="pec__passi">
          <button type="button" className="bottone-testo pec__indietro" onClick={() => onVista('elenco')}>
            ‹ Elenco
          </button>
          {registrabile && (
            <button type="button" className="bottone-testo pec__avanti" onClick={() => onVista('modulo')}>
              Registrazione ›
            </button>
          )}
        </p>
        <MessaggioAperto
          messaggio={m}
          azioni={
            <Atti
              messaggio={m}
              registrazione={registrazione}
              onFatto={(testo) => onFatto({ testo })}
              onRegistrato={(r) =>
                onFatto({
                  testo: `Comunicato con il numero ${Number(r.numero)} del ${r.anno}`,
                  registrazione: r,
                })
              }
              onProssimo={onProssimo}
              sospeso={sospeso}
            />
          }
        />
      </section>
      <section className="pec__modulo" aria-label="Registrazione">
        <p className="pec__passi">
          <button type="button" className="bottone-testo" onClick={() => onVista('messaggio')}>
            ‹ Messaggio
          </button>
        </p>
        {registrabile ? (
          <ModuloMessaggio messaggio={m} stato={registrazione} />
        ) : (
          <Vuoto icona="check-circle" titolo={statiMessaggio[m.stato].nome}>
            <p>{senzaModulo(m)}</p>
          </Vuoto>
        )}
      </section>
    </>
  );
}

function senzaModulo(m: Messaggio): string {
  if (m.azioni.includes('trasmetti'))
    return 'Registra l’Ufficio Protocollo: se occorre, gli si trasmette il messaggio con T.';
  if (m.stato === 'trasmesso') return 'È stato trasmesso al protocollo, che ne decide.';
  if (m.stato === 'accantonato') return 'Per registrarlo, prima lo si riprende con S.';
  if (m.stato === 'ricevuta') return 'Le ricevute non si protocollano: stanno con l’invio di cui parlano.';
  if (m.stato === 'servizio') return 'È un avviso del gestore: non c’è nulla da registrare.';
  if (m.stato === 'conservato') return 'Si sta leggendo: fra poco si potrà decidere.';
  return 'Di questo messaggio si è già deciso.';
}
