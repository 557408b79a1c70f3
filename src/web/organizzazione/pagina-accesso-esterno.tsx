import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Copia } from '../platform/ui/copia.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { fornitoriQuery } from './fornitori.ts';
import { ModuloFornitore } from './modulo-fornitore.tsx';
import { VoceFornitore } from './voce-fornitore.tsx';

/** The other systems that may say who somebody is (OpenID Connect). */
export function PaginaAccessoEsterno(): ReactElement {
  const { data, error } = useQuery(fornitoriQuery);
  const [aggiunge, setAggiunge] = useState(false);
  const vuoto = data?.items.length === 0 && !aggiunge;
  return (
    <>
      <h2>Accesso con altri sistemi</h2>
      <p>
        Chi ha già un utente può entrare con l’account di un altro sistema (OpenID Connect): quello dell’ente,
        della Regione, di un fornitore. Nessuno diventa utente in questo modo, e la password resta.
      </p>
      <AvvisoErrore errore={error} />
      {!data && !error && <Attesa />}
      {data && (
        <p>
          Indirizzo di ritorno, da indicare all’altro sistema:{' '}
          <code className="impronta__intera">{data.indirizzoRitorno}</code>{' '}
          <Copia testo={data.indirizzoRitorno} nome="l’indirizzo di ritorno" />
        </p>
      )}
      {vuoto && (
        <Vuoto icona="unlocked" titolo="Nessun altro sistema, per ora">
          <p>
            Qui compariranno quelli con cui si può entrare, ciascuno col suo pulsante nella pagina di accesso.
          </p>
          <Button type="button" color="primary" size="sm" onClick={() => setAggiunge(true)}>
            Aggiungi un sistema
          </Button>
        </Vuoto>
      )}
      <ul className="voci-piane">
        {data?.items.map((f) => (
          <VoceFornitore key={f.id} fornitore={f} />
        ))}
      </ul>
      {aggiunge && <ModuloFornitore onFine={() => setAggiunge(false)} />}
      {data && !vuoto && !aggiunge && (
        <Button type="button" color="primary" size="sm" onClick={() => setAggiunge(true)}>
          Aggiungi un sistema
        </Button>
      )}
    </>
  );
}
