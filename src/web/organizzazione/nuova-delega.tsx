import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { giornoEOraDi } from '../platform/date/roma.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { conferisciDelega, delegheQuery, personeQuery } from './api.ts';

export function NuovaDelegaModulo(): ReactElement {
  const io = useSessione().utente.id;
  const { data: utenti } = useQuery(personeQuery);
  const [utente, setUtente] = useState('');
  const [dal, setDal] = useState(() => giornoEOraDi(new Date()).giorno);
  const [al, setAl] = useState('');
  const [atto, setAtto] = useState('');
  const client = useQueryClient();
  const invio = useInvio(conferisciDelega, async () => {
    setUtente('');
    setAtto('');
    annuncia('Delega conferita');
    await client.invalidateQueries(delegheQuery);
  });
  const errori = erroriCampi(invio.error);
  const conferisci = (e: FormEvent): void => {
    e.preventDefault();
    if (!invio.isPending) invio.mutate({ utente, dal, ...(al && { al }), atto });
  };
  return (
    <form className="carta" onSubmit={conferisci} noValidate aria-label="Nuova delega">
      <h3>Nuova delega</h3>
      <AvvisoErrore errore={invio.error} fuoco />
      <div className="griglia">
        <Campo etichetta="A chi" errore={errori('utente')}>
          {(a) => (
            <select {...a} className="form-select" value={utente} onChange={(e) => setUtente(e.target.value)}>
              <option value="">Scegliere…</option>
              {utenti?.items
                .filter((u) => u.id !== io)
                .map((u) => (
                  <option key={u.id} value={u.id}>
                    {u.cognome} {u.nome}, {u.unita.join(', ')}
                  </option>
                ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Atto di delega" errore={errori('atto')}>
          {(a) => (
            <input
              {...a}
              type="text"
              maxLength={300}
              placeholder="Determina n. 12 del 3/11/2026"
              value={atto}
              onChange={(e) => setAtto(e.target.value)}
            />
          )}
        </Campo>
        <Campo etichetta="Dal" errore={errori('dal')}>
          {(a) => <input {...a} type="date" value={dal} onChange={(e) => setDal(e.target.value)} />}
        </Campo>
        <Campo etichetta="Al (vuoto: fino a revoca)" errore={errori('al')}>
          {(a) => <input {...a} type="date" value={al} onChange={(e) => setAl(e.target.value)} />}
        </Campo>
      </div>
      <Button type="submit" color="primary" size="sm" disabled={invio.isPending || !utente}>
        Conferisci la delega
      </Button>
    </form>
  );
}
