import type { ReactElement } from 'react';
import { GruppoCampi } from '../platform/ui/gruppo-campi.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import type { Originale } from '../registrazione/tipi.ts';
import { nomeDove } from './nomi.ts';

type Proprieta = {
  id?: string;
  valori: readonly Originale[];
  onCambia: (valori: Originale[]) => void;
  errore?: string | undefined;
};

/** Originals of a paper document, each with its place: at least two (RN-47.4-2). */
export function ElencoOriginali({ id, valori, onCambia, errore }: Proprieta): ReactElement {
  const cambia = (i: number, parte: Partial<Originale>): void =>
    onCambia(valori.map((v, j) => (i === j ? { ...v, ...parte } : v)));
  // The first goes to the repertorio, the second to the fascicolo.
  const prossimo = valori.some((v) => v.dove === 'repertorio') ? 'fascicolo' : 'repertorio';
  return (
    <GruppoCampi
      titolo="Originali di carta"
      {...(id !== undefined && { id })}
      errore={errore}
      aiuto="Almeno due: uno per il repertorio, uno per il fascicolo."
    >
      {valori.map((o, i) => (
        <div key={i} className="originale">
          <label>
            <span className="visually-hidden">Dove va l’originale {i + 1}</span>
            <select
              className="form-select"
              value={o.dove}
              onChange={(e) => cambia(i, { dove: e.target.value as Originale['dove'] })}
            >
              {(['repertorio', 'fascicolo', 'altro'] as const).map((dove) => (
                <option key={dove} value={dove}>
                  {nomeDove[dove]}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span className="visually-hidden">Luogo dell’originale {i + 1}</span>
            <input
              className="form-control"
              autoComplete="off"
              maxLength={300}
              placeholder="Stanza, armadio, faldone"
              value={o.luogo}
              onChange={(e) => cambia(i, { luogo: e.target.value })}
            />
          </label>
          <button
            type="button"
            className="bottone-icona"
            aria-label={`Togli l’originale ${i + 1}`}
            onClick={() => onCambia(valori.filter((_, j) => j !== i))}
          >
            <Icona nome="close" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="bottone-testo"
        onClick={() => onCambia([...valori, { dove: prossimo, luogo: '' }])}
      >
        <Icona nome="plus" /> Aggiungi un originale
      </button>
    </GruppoCampi>
  );
}
