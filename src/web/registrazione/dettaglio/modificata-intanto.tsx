import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'design-react-kit';
import { useEffect, useRef, type ReactElement } from 'react';
import { dataOra } from '../../platform/date/roma.ts';
import { storiaQuery } from '../api.ts';
import { Confronto } from '../confronto.tsx';
import { nomeCampo } from '../nomi.ts';
import type { Registrazione } from '../tipi.ts';

type Proprieta = { partenza: Registrazione; attuale: Registrazione; onRiprendi: () => void };

/** Somebody saved in between: who, what, and how to go on without losing either's work. */
export function ModificataIntanto({ partenza, attuale, onRiprendi }: Proprieta): ReactElement {
  const { data } = useQuery({ ...storiaQuery(attuale), staleTime: 0 });
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => riquadro.current?.focus(), []);
  const quante = attuale.versione - partenza.versione;
  const recenti = (data?.items ?? []).filter((e) => e.tipo === 'variazione').slice(-Math.max(1, quante));
  return (
    <div ref={riquadro} tabIndex={-1} className="avviso-errore">
      <Alert color="warning" fade={false}>
        <strong>Qualcun altro ha modificato questi dati mentre si scriveva.</strong> Nulla è stato
        sovrascritto.
        <ul>
          {recenti.map((e) => (
            <li key={`${e.istante}-${e.campo}`}>
              {e.attore}, {dataOra(e.istante)}, {nomeCampo(e.campo ?? '')}:
              <Confronto prima={e.prima} dopo={e.dopo} />
            </li>
          ))}
        </ul>
        <Button type="button" color="primary" size="xs" onClick={onRiprendi}>
          Ho visto: tieni quanto ho scritto e continua
        </Button>
      </Alert>
    </div>
  );
}
