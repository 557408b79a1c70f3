import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { ufficiQuery } from './api.ts';

type Comuni = { titolo: string; cosa: string; onChiudi: () => void };

function Domanda(
  p: Comuni & { pronto: boolean; bottone: string; onInvia: () => void; children: ReactNode },
): ReactElement {
  return (
    <Finestra titolo={p.titolo} onChiudi={p.onChiudi}>
      <form
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (p.pronto) p.onInvia();
        }}
      >
        <p className="finestra__cosa">{p.cosa}</p>
        {p.children}
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={!p.pronto}>
            {p.bottone}
          </Button>
          <Button type="button" color="primary" outline size="sm" onClick={p.onChiudi}>
            Lascia stare
          </Button>
        </div>
      </form>
    </Finestra>
  );
}

/** Why it goes back to the UOP. */
export function FinestraRinvia(
  p: Comuni & { prima: string; onScelto: (motivo: string) => void },
): ReactElement {
  const [motivo, setMotivo] = useState(p.prima);
  return (
    <Domanda {...p} pronto={motivo.trim() !== ''} bottone="Rinvia" onInvia={() => p.onScelto(motivo.trim())}>
      <Campo etichetta="Perché" obbligatorio>
        {(c) => (
          <input
            {...c}
            type="text"
            maxLength={2000}
            value={motivo}
            onChange={(e) => setMotivo(e.target.value)}
          />
        )}
      </Campo>
    </Domanda>
  );
}

/** To which persons of the office. */
export function FinestraPersone(
  p: Comuni & { ufficio: string; prima: readonly string[]; onScelto: (persone: string[]) => void },
): ReactElement {
  const { data, error } = useQuery(ufficiQuery);
  const persone = data?.find((u) => u.codice === p.ufficio)?.persone ?? [];
  const [scelte, setScelte] = useState<readonly string[]>(p.prima);
  const valide = scelte.filter((id) => persone.some((x) => x.id === id));
  return (
    <Domanda {...p} pronto={valide.length > 0} bottone="Assegna" onInvia={() => p.onScelto(valide)}>
      <AvvisoErrore errore={error} />
      <fieldset>
        <legend>A chi dell’ufficio</legend>
        {persone.map((x) => (
          <label key={x.id} className="spunta">
            <input
              type="checkbox"
              checked={valide.includes(x.id)}
              onChange={(e) =>
                setScelte(e.target.checked ? [...scelte, x.id] : scelte.filter((id) => id !== x.id))
              }
            />
            <span>{x.nome}</span>
          </label>
        ))}
      </fieldset>
    </Domanda>
  );
}

/** To which office, after a rinvio. */
export function FinestraUfficio(
  p: Comuni & { prima: string; onScelto: (ufficio: string) => void },
): ReactElement {
  const { data, error } = useQuery(ufficiQuery);
  const [ufficio, setUfficio] = useState(p.prima);
  return (
    <Domanda {...p} pronto={ufficio !== ''} bottone="Assegna e smista" onInvia={() => p.onScelto(ufficio)}>
      <AvvisoErrore errore={error} />
      <Campo etichetta="Ufficio competente" obbligatorio>
        {(c) => (
          <select {...c} className="form-select" value={ufficio} onChange={(e) => setUfficio(e.target.value)}>
            <option value="">Scegliere…</option>
            {data?.map((u) => (
              <option key={u.codice} value={u.codice}>
                {u.denominazione}
                {u.area === undefined ? '' : ` (${u.area})`}
              </option>
            ))}
          </select>
        )}
      </Campo>
    </Domanda>
  );
}
