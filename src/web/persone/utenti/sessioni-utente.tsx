import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import type { ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { quanti } from '../../platform/ui/quanti.ts';
import { chiudiSessioniUtente, sessioniUtenteQuery, type Utente } from '../api.ts';

/** Where the person is signed in; each can be ended, from its next request. */
export function SessioniUtente({ utente: u }: { utente: Utente }): ReactElement {
  const { data, error, isPending } = useQuery(sessioniUtenteQuery(u.id));
  const client = useQueryClient();
  const chiudi = useMutation({
    mutationFn: (sessione: string | null) => chiudiSessioniUtente(u.id, sessione),
    onSuccess: async () => {
      annuncia('Sessione chiusa');
      await client.invalidateQueries({ queryKey: ['utenti', u.id] });
    },
  });
  return (
    <section className="carta" aria-labelledby="sessioni-utente">
      <h3 id="sessioni-utente">Sessioni aperte</h3>
      <AvvisoErrore errore={error ?? chiudi.error} fuoco />
      {isPending && <Attesa />}
      {data && data.rifiutati > 0 && (
        <p>
          Negli ultimi sette giorni{' '}
          {quanti(
            data.rifiutati,
            'accesso con questo nome è stato rifiutato',
            'accessi con questo nome sono stati rifiutati',
          )}
          .
        </p>
      )}
      {data?.items.length === 0 && <p>Nessuna: la persona non è dentro da nessuna parte.</p>}
      <ul className="voci-piane">
        {data?.items.map((s) => (
          <li key={s.id}>
            <div>
              <strong>{s.dispositivo}</strong>
              {s.bloccata && <span className="marca">bloccata</span>}
              <p className="campo__aiuto">
                {s.ip && `${s.ip} · `}aperta il {dataOra(s.apertaIl)} · ultimo uso {dataOra(s.ultimoUso)}
              </p>
            </div>
            <button
              type="button"
              className="bottone-testo bottone-testo--pericolo"
              disabled={chiudi.isPending}
              onClick={() => chiudi.mutate(s.id)}
            >
              Chiudi
              <span className="visually-hidden">
                {' '}
                la sessione di {s.dispositivo}, aperta il {dataOra(s.apertaIl)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {data && data.items.length > 1 && (
        <Button
          color="primary"
          outline
          size="sm"
          disabled={chiudi.isPending}
          onClick={() => chiudi.mutate(null)}
        >
          Chiudi tutte
        </Button>
      )}
    </section>
  );
}
