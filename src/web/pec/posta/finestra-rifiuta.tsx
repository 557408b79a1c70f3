import { useState, type ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import type { Messaggio } from '../tipi.ts';
import { FinestraAtto, type Fatto } from './finestra-atto.tsx';

type Proprieta = { messaggio: Messaggio; onFatto: Fatto; onChiudi: () => void };

/** Refused as «non presentata»: the reasons are those found, and what the operator adds. */
export function FinestraRifiuta(p: Proprieta): ReactElement {
  const trovati = [
    ...new Set([
      ...(p.messaggio.rifiutoProposto ?? []),
      ...p.messaggio.esiti.filter((e) => e.esito === 'non-conforme').map((e) => e.testo),
    ]),
  ];
  const [scelti, setScelti] = useState<readonly string[]>(trovati);
  const [altro, setAltro] = useState('');
  const motivi = [...scelti, ...(altro.trim() ? [altro.trim()] : [])];
  return (
    <FinestraAtto
      {...p}
      titolo="Rifiutare come non presentata?"
      atto="rifiuto"
      corpo={{ motivi }}
      bottone="Rifiuta"
      monito="Non si torna indietro. Poi il rifiuto va comunicato al mittente, entro 15 giorni dall’arrivo."
      pronto={motivi.length > 0}
      fatto="Rifiutato come non presentato"
    >
      {trovati.length > 0 && (
        <fieldset>
          <legend className="campo__etichetta">Motivi trovati</legend>
          {trovati.map((t) => (
            <label key={t} className="spunta">
              <input
                type="checkbox"
                checked={scelti.includes(t)}
                onChange={(e) =>
                  setScelti(e.target.checked ? [...scelti, t] : scelti.filter((altra) => altra !== t))
                }
              />
              <span>{t}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Campo etichetta={trovati.length > 0 ? 'Altro motivo' : 'Motivo'} obbligatorio={trovati.length === 0}>
        {(a) => (
          <textarea
            {...a}
            rows={2}
            maxLength={1000}
            value={altro}
            onChange={(e) => setAltro(e.target.value)}
          />
        )}
      </Campo>
    </FinestraAtto>
  );
}
