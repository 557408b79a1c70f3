import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { annuncia } from '../../platform/ui/annunci.tsx';
import type { Registrazione } from '../../registrazione/tipi.ts';
import { agisci, segna } from '../api.ts';
import type { AzioneMessaggio, Messaggio } from '../tipi.ts';
import { FinestraAllega } from './finestra-allega.tsx';
import type { Fatto } from './finestra-atto.tsx';
import { FinestraChiedi } from './finestra-chiedi.tsx';
import { FinestraComunicaRifiuto } from './finestra-comunica-rifiuto.tsx';
import { FinestraConferma } from './finestra-conferma.tsx';
import { FinestraNonRegistrare } from './finestra-non-registrare.tsx';
import { FinestraRegistra } from './finestra-registra.tsx';
import { FinestraRestituisci } from './finestra-restituisci.tsx';
import { FinestraRifiuta } from './finestra-rifiuta.tsx';
import { FinestraTrasmetti } from './finestra-trasmetti.tsx';
import { daVerificare } from './modulo-messaggio.tsx';
import type { RegistraMessaggio } from './use-registra-messaggio.ts';

type Finestra =
  | 'registra'
  | 'non-registrare'
  | 'allega'
  | 'restituisci'
  | 'rifiuta'
  | 'comunica-rifiuto'
  | 'chiedi'
  | 'trasmetti'
  | 'conferma';

type Proprieta = {
  messaggio: Messaggio;
  registrazione: RegistraMessaggio;
  onFatto: Fatto;
  onRegistrato: (registrazione: Registrazione) => void;
  onProssimo: () => void;
  /** One is moving on to another message: the keys are no longer for this one, which is still on the screen. */
  sospeso: boolean;
};

/** What can be done of the message in front; each act has its key. */
export function Atti({
  messaggio: m,
  registrazione,
  onFatto,
  onRegistrato,
  onProssimo,
  sospeso,
}: Proprieta): ReactElement {
  const client = useQueryClient();
  const [aperta, setAperta] = useState<Finestra>();
  const sposta = useMutation({
    mutationFn: (atto: 'accantonamento' | 'ripresa') => agisci(m.id, atto),
    onSuccess: async (_, atto) => {
      onFatto(atto === 'accantonamento' ? 'Accantonato' : 'Ripreso fra quelli da esaminare');
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  });
  const istanze = useMutation({
    mutationFn: (piuIstanze: boolean) => segna(m.id, { piuIstanze }),
    onSuccess: async ({ piuIstanze }) => {
      annuncia(piuIstanze ? 'Segnato: contiene più istanze' : 'Tolto il segno di più istanze');
      await client.invalidateQueries({ queryKey: ['pec'] });
    },
  });
  const puo = (azione: AzioneMessaggio): boolean => m.azioni.includes(azione);
  const riprende = puo('riprendi');
  const apri = (quale: Finestra) => (): void => setAperta(quale);
  const bottoni = [
    {
      tasto: 'e',
      nome: 'Registra',
      azione: () => {
        if (registrazione.controlla()) setAperta('registra');
      },
      attivo: puo('registra') && !daVerificare(m) && !registrazione.inCorso,
    },
    { tasto: 't', nome: 'Trasmetti al protocollo', azione: apri('trasmetti'), attivo: puo('trasmetti') },
    { tasto: 'x', nome: 'Non registrare', azione: apri('non-registrare'), attivo: puo('non-registrare') },
    { tasto: 'a', nome: 'Allega a…', azione: apri('allega'), attivo: puo('allega') },
    { tasto: 'm', nome: 'Restituisci', azione: apri('restituisci'), attivo: puo('restituisci') },
    { tasto: 'c', nome: 'Invia conferma di ricezione', azione: apri('conferma'), attivo: puo('conferma') },
    {
      tasto: 'r',
      nome: 'Rifiuta',
      azione: apri('rifiuta'),
      attivo: puo('rifiuta'),
    },
    {
      tasto: 'i',
      nome: 'Comunica il rifiuto',
      azione: apri('comunica-rifiuto'),
      attivo: puo('comunica-rifiuto'),
    },
    {
      tasto: 'h',
      nome: m.richiesteProposte.includes('nuovo-invio') ? 'Chiedi un nuovo invio' : 'Chiedi al mittente',
      azione: apri('chiedi'),
      attivo: puo('chiedi'),
    },
    {
      tasto: 'p',
      nome: m.piuIstanze ? 'Non sono più istanze' : 'Più istanze',
      azione: () => {
        if (!istanze.isPending) istanze.mutate(!m.piuIstanze);
      },
      attivo: puo('segna'),
    },
    {
      tasto: 's',
      nome: riprende ? 'Riprendi' : 'Accantona',
      azione: () => {
        if (!sposta.isPending) sposta.mutate(riprende ? 'ripresa' : 'accantonamento');
      },
      attivo: riprende || puo('accantona'),
    },
    { tasto: 'u', nome: 'Prossimo', azione: onProssimo, attivo: true },
  ].filter((b) => b.attivo);
  useTasti('Messaggio', sospeso ? bottoni.filter(({ tasto }) => tasto === 'u') : bottoni);
  const comuni = { messaggio: m, onFatto, onChiudi: () => setAperta(undefined) };
  return (
    <>
      <div className="azioni pec-atti" role="group" aria-label="Atti sul messaggio">
        {bottoni.map((b) => (
          <button
            key={b.tasto}
            type="button"
            className={`btn btn-xs ${b.tasto === 'e' || b.tasto === 't' ? 'btn-primary' : 'btn-outline-primary'}`}
            onClick={b.azione}
          >
            {b.nome} <kbd>{b.tasto.toUpperCase()}</kbd>
          </button>
        ))}
      </div>
      <AvvisoErrore errore={sposta.error ?? istanze.error} />
      {aperta === 'registra' && <FinestraRegistra {...comuni} stato={registrazione} />}
      {aperta === 'non-registrare' && <FinestraNonRegistrare {...comuni} />}
      {aperta === 'allega' && <FinestraAllega {...comuni} />}
      {aperta === 'restituisci' && <FinestraRestituisci {...comuni} />}
      {aperta === 'chiedi' && <FinestraChiedi {...comuni} />}
      {aperta === 'comunica-rifiuto' && (
        <FinestraComunicaRifiuto messaggio={m} onRegistrato={onRegistrato} onChiudi={comuni.onChiudi} />
      )}
      {aperta === 'rifiuta' && <FinestraRifiuta {...comuni} />}
      {aperta === 'trasmetti' && <FinestraTrasmetti {...comuni} />}
      {aperta === 'conferma' && <FinestraConferma {...comuni} />}
    </>
  );
}
