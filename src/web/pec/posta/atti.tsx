import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { agisci } from '../api.ts';
import type { AzioneMessaggio, Messaggio } from '../tipi.ts';
import { FinestraAllega } from './finestra-allega.tsx';
import type { Fatto } from './finestra-atto.tsx';
import { FinestraConferma } from './finestra-conferma.tsx';
import { FinestraNonRegistrare } from './finestra-non-registrare.tsx';
import { FinestraRegistra } from './finestra-registra.tsx';
import { FinestraRestituisci } from './finestra-restituisci.tsx';
import { FinestraRifiuta } from './finestra-rifiuta.tsx';
import { FinestraTrasmetti } from './finestra-trasmetti.tsx';
import { daVerificare } from './modulo-messaggio.tsx';
import type { RegistraMessaggio } from './use-registra-messaggio.ts';

type Finestra =
  'registra' | 'non-registrare' | 'allega' | 'restituisci' | 'rifiuta' | 'trasmetti' | 'conferma';

type Proprieta = {
  messaggio: Messaggio;
  registrazione: RegistraMessaggio;
  onFatto: Fatto;
  onProssimo: () => void;
};

/** What can be done of the message in front; each act has its key. */
export function Atti({ messaggio: m, registrazione, onFatto, onProssimo }: Proprieta): ReactElement {
  const client = useQueryClient();
  const [aperta, setAperta] = useState<Finestra>();
  const sposta = useMutation({
    mutationFn: (atto: 'accantonamento' | 'ripresa') => agisci(m.id, atto),
    onSuccess: async (_, atto) => {
      onFatto(atto === 'accantonamento' ? 'Accantonato' : 'Ripreso fra quelli da esaminare');
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
      tasto: 's',
      nome: riprende ? 'Riprendi' : 'Accantona',
      azione: () => {
        if (!sposta.isPending) sposta.mutate(riprende ? 'ripresa' : 'accantonamento');
      },
      attivo: riprende || puo('accantona'),
    },
    { tasto: 'u', nome: 'Prossimo', azione: onProssimo, attivo: true },
  ].filter((b) => b.attivo);
  useTasti('Messaggio', bottoni);
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
      <AvvisoErrore errore={sposta.error} />
      {aperta === 'registra' && <FinestraRegistra {...comuni} stato={registrazione} />}
      {aperta === 'non-registrare' && <FinestraNonRegistrare {...comuni} />}
      {aperta === 'allega' && <FinestraAllega {...comuni} />}
      {aperta === 'restituisci' && <FinestraRestituisci {...comuni} />}
      {aperta === 'rifiuta' && <FinestraRifiuta {...comuni} />}
      {aperta === 'trasmetti' && <FinestraTrasmetti {...comuni} />}
      {aperta === 'conferma' && <FinestraConferma {...comuni} />}
    </>
  );
}
