import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { RicercaATendina, type VoceTendina } from '../../platform/ui/ricerca-a-tendina.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { proposteQuery } from '../api.ts';
import type { FascicoloBreve } from '../tipi.ts';
import { VoceFascicolo } from './voce-fascicolo.tsx';

type Proprieta = {
  id?: string;
  etichetta: string;
  onScegli: (fascicolo: FascicoloBreve) => void;
  /** With nothing typed, the open fascicoli of this class. */
  classificazione?: string;
  /** Numbers not to be proposed: those already chosen, the one where the document is. */
  esclusi?: readonly string[];
  errore?: string | undefined;
  aiuto?: ReactNode;
  obbligatorio?: boolean;
  /** Entries after those found, e.g. the way to open a new one. */
  altre?: (testo: string) => readonly VoceTendina[];
};

/** An open fascicolo, by number or by words. */
export function CampoFascicolo(p: Proprieta): ReactElement {
  const [testo, setTesto] = useState('');
  const q = useRitardato(testo.trim(), 150);
  const { data, isFetching, isPlaceholderData } = useQuery(
    proposteQuery(q, q ? undefined : p.classificazione),
  );
  const chiesto = q !== '' || Boolean(p.classificazione);
  // Enter must never take what was found for fewer letters.
  const fermo = testo.trim() === q && !isPlaceholderData;
  const trovati = chiesto && fermo ? (data ?? []).filter((f) => !p.esclusi?.includes(f.numero)) : [];
  return (
    <Campo
      {...(p.id !== undefined && { id: p.id })}
      etichetta={p.etichetta}
      errore={p.errore}
      aiuto={p.aiuto}
      obbligatorio={p.obbligatorio ?? false}
    >
      {(attributi) => (
        <RicercaATendina
          attributi={attributi}
          testo={testo}
          onTesto={setTesto}
          attesa={isFetching || !fermo}
          placeholder="Numero o parole, es. 1207"
          {...(chiesto && { seVuoto: 'Nessun fascicolo aperto' })}
          voci={[
            ...trovati.map((f) => ({
              chiave: f.numero,
              contenuto: <VoceFascicolo fascicolo={f} />,
              scegli: () => {
                setTesto('');
                p.onScegli(f);
              },
            })),
            ...(p.altre?.(testo.trim()) ?? []).map((v) => ({
              ...v,
              scegli: () => {
                setTesto('');
                v.scegli();
              },
            })),
          ]}
        />
      )}
    </Campo>
  );
}
