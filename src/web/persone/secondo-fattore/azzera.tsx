import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { quanti } from '../../platform/ui/quanti.ts';
import { azzeraFattori, type FattoriUtente } from '../api.ts';
import { FinestraMotivo } from '../finestra-motivo.tsx';

/** `app e 2 passkey`, `nessun secondo fattore` */
export function descriviFattori(u: Pick<FattoriUtente, 'totp' | 'passkey'>): string {
  const che = [u.totp && 'app', u.passkey > 0 && quanti(u.passkey, 'passkey', 'passkey')].filter(Boolean);
  return che.length > 0 ? che.join(' e ') : 'nessun secondo fattore';
}

/** Takes away the lost factors of somebody, with how one made sure of who asks. One's own are changed from the profile. */
export function Azzera({ utente: u }: { utente: FattoriUtente }): ReactElement | null {
  const io = useSessione().utente.id === u.id;
  const [aperta, setAperta] = useState(false);
  const client = useQueryClient();
  if (io || (!u.totp && u.passkey === 0)) return null;
  return (
    <>
      <button type="button" className="bottone-testo bottone-testo--pericolo" onClick={() => setAperta(true)}>
        Azzera
        <span className="visually-hidden">
          {' '}
          il secondo fattore di {u.cognome} {u.nome}
        </span>
        …
      </button>
      {aperta && (
        <FinestraMotivo
          titolo={`Azzera il secondo fattore di ${u.cognome} ${u.nome}`}
          minimo={10}
          aiuto="Perché, e come ci si è accertati di chi lo chiede: la persona lo legge."
          bottone="Azzera"
          pericolo
          invia={(motivo) => azzeraFattori(u.id, motivo)}
          onChiudi={() => setAperta(false)}
          onFatto={async () => {
            setAperta(false);
            annuncia('Secondo fattore azzerato');
            await client.invalidateQueries({ queryKey: ['secondo-fattore'] });
            await client.invalidateQueries({ queryKey: ['utenti', u.id] });
          }}
        >
          <p>
            Perde {descriviFattori(u)} e i codici di recupero; le sue sessioni finiscono.{' '}
            {u.obbligatorio
              ? 'Al prossimo accesso, con la password, dovrà attivarne un altro.'
              : 'Rientra con la sola password.'}
          </p>
        </FinestraMotivo>
      )}
    </>
  );
}
