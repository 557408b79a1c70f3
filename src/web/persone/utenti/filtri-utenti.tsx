import { useEffect, useState, type ReactElement } from 'react';
import { useUnita } from '../../organizzazione/api.ts';
import { Campo } from '../../platform/ui/campo.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { useRitardato } from '../../platform/ui/use-ritardato.ts';
import { nomeProfilo } from '../nomi.ts';
import type { FiltriUtenti } from './filtri.ts';

type Proprieta = { filtro: FiltriUtenti; onCambia: (filtro: FiltriUtenti) => void };

/** Words, state, profile and office: the list answers as one writes. */
export function FiltriUtentiVisti({ filtro, onCambia }: Proprieta): ReactElement {
  const { data: unita } = useUnita();
  const [testo, setTesto] = useState(filtro.q ?? '');
  const cercato = useRitardato(testo.trim(), 200);
  useEffect(() => {
    if (cercato !== (filtro.q ?? '')) onCambia({ ...filtro, q: cercato || undefined });
  }, [cercato, filtro, onCambia]);
  return (
    <div className="filtri" role="search" aria-label="Filtri degli utenti">
      <Scelta<'attivi' | 'disattivati' | 'tutti'>
        legenda="Quali"
        valore={filtro.stato ?? 'attivi'}
        onCambia={(v) => onCambia({ ...filtro, stato: v === 'attivi' ? undefined : v })}
        opzioni={[
          { valore: 'attivi', etichetta: 'Attivi' },
          { valore: 'disattivati', etichetta: 'Cessati' },
          { valore: 'tutti', etichetta: 'Tutti' },
        ]}
      />
      <div className="griglia">
        <Campo etichetta="Cerca" aiuto="Nome, nome utente, e-mail o codice fiscale.">
          {(a) => <input {...a} type="search" value={testo} onChange={(e) => setTesto(e.target.value)} />}
        </Campo>
        <Campo etichetta="Autorizzazioni">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={filtro.profilo ?? ''}
              onChange={(e) =>
                onCambia({ ...filtro, profilo: (e.target.value || undefined) as FiltriUtenti['profilo'] })
              }
            >
              <option value="">Qualunque</option>
              <option value="nessuno">Senza autorizzazioni</option>
              {Object.entries(nomeProfilo).map(([profilo, nome]) => (
                <option key={profilo} value={profilo}>
                  Profilo: {nome}
                </option>
              ))}
            </select>
          )}
        </Campo>
        <Campo etichetta="Ufficio">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={filtro.unita ?? ''}
              onChange={(e) => onCambia({ ...filtro, unita: e.target.value || undefined })}
            >
              <option value="">Tutti</option>
              {unita?.map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
      </div>
    </div>
  );
}
