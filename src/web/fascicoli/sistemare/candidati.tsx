import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { candidatiQuery, type Registrata } from '../api.ts';
import { useBersaglio } from '../fascicola/trascina.ts';
import { VoceFascicolo } from '../fascicola/voce-fascicolo.tsx';
import { nomePerche } from '../nomi.ts';
import type { Candidati as TipoCandidati } from '../tipi.ts';

type Proprieta = { registrazione: Registrata; onScegli: (numero: string) => void };
type Candidato = TipoCandidati['items'][number];

const QUANTI = 3;

/** The fascicoli that most resemble a document (RN-43.4): chosen, or with the document dropped on them. */
export function Candidati({ registrazione, onScegli }: Proprieta): ReactElement | null {
  const { data } = useQuery(candidatiQuery(registrazione));
  const items = data?.items.slice(0, QUANTI) ?? [];
  if (items.length === 0) return null;
  return (
    <div className="proposti">
      <h3>Fascicoli proposti</h3>
      <ul className="voci">
        {items.map((c) => (
          <Voce key={c.fascicolo.numero} candidato={c} onScegli={() => onScegli(c.fascicolo.numero)} />
        ))}
      </ul>
    </div>
  );
}

function Voce({ candidato: c, onScegli }: { candidato: Candidato; onScegli: () => void }): ReactElement {
  const { sopra, attributi } = useBersaglio({ onDocumento: onScegli });
  return (
    <li {...attributi}>
      <button
        type="button"
        className={`voci__voce voci__bottone ${sopra ? 'bersaglio' : ''}`}
        onClick={onScegli}
      >
        <VoceFascicolo fascicolo={c.fascicolo} perche={c.perche.map((x) => nomePerche[x]).join(', ')} />
      </button>
    </li>
  );
}
