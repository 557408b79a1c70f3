import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso, useSessione } from '../../autorizzazioni/sessione.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { quanti } from '../../platform/ui/quanti.ts';
import {
  autorizzazioniQuery,
  disattivaUtente,
  passwordIniziale,
  riattivaUtente,
  type Utente,
} from '../api.ts';
import { FinestraMotivo } from '../finestra-motivo.tsx';
import { PasswordMostrata } from './password-mostrata.tsx';

/** How the account is opened and closed: a new initial password, deactivation with what follows, reactivation. */
export function AccessoUtente({ utente: u }: { utente: Utente }): ReactElement | null {
  const gestisce = usePermesso('utente.gestisce');
  const io = useSessione().utente.id === u.id;
  const [chiede, setChiede] = useState(false);
  const [cambia, setCambia] = useState(false);
  const client = useQueryClient();
  const rileggi = (): Promise<void> => client.invalidateQueries({ queryKey: ['utenti'] });
  const password = useMutation({ mutationFn: () => passwordIniziale(u.id), onSuccess: rileggi });
  if (!gestisce) return null;
  return (
    <section className="carta" aria-labelledby="accesso-utente">
      <h3 id="accesso-utente">Accesso</h3>
      <AvvisoErrore errore={password.error} fuoco />
      {password.data ? (
        <PasswordMostrata
          persona={u}
          iniziale={password.data}
          prosegui="L’ho consegnata"
          onProsegui={() => password.reset()}
        />
      ) : (
        u.attivo && (
          <p className="campo__aiuto">
            La password iniziale fa solo sceglierne una propria. Quella di prima non vale più, e la persona
            esce da dove era entrata.
          </p>
        )
      )}
      {io && <p className="campo__aiuto">Il proprio utente lo disattiva un altro amministratore.</p>}
      <div className="azioni">
        {u.attivo && !password.data && !chiede && (
          <Button type="button" color="primary" outline size="sm" onClick={() => setChiede(true)}>
            Nuova password iniziale…
          </Button>
        )}
        {chiede && (
          <>
            <Button
              type="button"
              color="primary"
              size="sm"
              autoFocus
              disabled={password.isPending}
              onClick={() => {
                setChiede(false);
                password.mutate();
              }}
            >
              Sì, genera: le sue sessioni si chiudono
            </Button>
            <Button type="button" color="primary" outline size="sm" onClick={() => setChiede(false)}>
              Lascia stare
            </Button>
          </>
        )}
        {!io && !chiede && (
          <Button
            type="button"
            color={u.attivo ? 'danger' : 'primary'}
            outline
            size="sm"
            onClick={() => setCambia(true)}
          >
            {u.attivo ? 'Disattiva…' : 'Riattiva…'}
          </Button>
        )}
      </div>
      {cambia && (
        <FinestraMotivo
          titolo={`${u.attivo ? 'Disattiva' : 'Riattiva'} ${u.cognome} ${u.nome}`}
          minimo={5}
          bottone={u.attivo ? 'Disattiva l’utente' : 'Riattiva l’utente'}
          pericolo={u.attivo}
          invia={(motivo) => (u.attivo ? disattivaUtente(u.id, motivo) : riattivaUtente(u.id, motivo))}
          onChiudi={() => setCambia(false)}
          onFatto={async (dopo) => {
            setCambia(false);
            annuncia(dopo.attivo ? 'Utente riattivato' : 'Utente disattivato');
            await rileggi();
          }}
        >
          <Conseguenze utente={u} />
        </FinestraMotivo>
      )}
    </section>
  );
}

/** What happens besides, counted. */
function Conseguenze({ utente: u }: { utente: Utente }): ReactElement {
  const { data } = useQuery(autorizzazioniQuery(u.id));
  if (!u.attivo)
    return (
      <p>
        Torna a poter entrare, con la password che aveva o con una iniziale nuova, ma{' '}
        <strong>senza autorizzazioni</strong>: quelle di prima restano nella storia, e le nuove le concede chi
        può.
      </p>
    );
  const finiscono = data?.filter((a) => a.stato === 'in-vigore' || a.stato === 'futura') ?? [];
  const dirette = finiscono.filter((a) => a.responsabileUnita && a.stato === 'in-vigore');
  return (
    <ul>
      <li>
        {u.sessioni === 0
          ? 'Non potrà più entrare.'
          : `Non potrà più entrare, e ${u.sessioni === 1 ? 'la sua sessione finisce' : `le sue ${u.sessioni} sessioni finiscono`} subito.`}
      </li>
      <li>
        {finiscono.length === 0
          ? 'Non ha autorizzazioni da revocare.'
          : `${quanti(finiscono.length, 'autorizzazione è revocata', 'autorizzazioni sono revocate')}, e chi lo sostituisce non agisce più per suo conto.`}
      </li>
      {dirette.map((a) => (
        <li key={a.id}>
          <strong>Dirige {a.unita.denominazione}:</strong> da indicare chi la dirige dopo di lui.
        </li>
      ))}
      <li>L’utente non si cancella: ciò che ha fatto resta a suo nome.</li>
    </ul>
  );
}
