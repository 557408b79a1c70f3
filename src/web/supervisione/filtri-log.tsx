import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { Campo } from '../platform/ui/campo.tsx';
import { personeQuery, useUnita } from '../organizzazione/api.ts';
import type { FiltroLog } from './api.ts';
import { leggiDocumento, scriviDocumento } from './filtri.ts';
import { nomiGruppi } from './nomi.ts';

type Proprieta = { filtro: FiltroLog; onApplica: (filtro: FiltroLog) => void };

/** Person, office, family, period, document: all together. */
export function FiltriLog({ filtro, onApplica }: Proprieta): ReactElement {
  const vigila = usePermesso('supervisione.consulta');
  const { data: persone } = useQuery(personeQuery);
  const { data: unita } = useUnita();
  const [f, setF] = useState(filtro);
  const [documento, setDocumento] = useState(scriviDocumento(filtro));
  const scritto = documento.trim() === '' ? {} : leggiDocumento(documento);
  const cambia = (nuovo: Partial<FiltroLog>): void => setF({ ...f, ...nuovo });
  const applica = (e: FormEvent): void => {
    e.preventDefault();
    if (scritto) onApplica({ ...f, registro: undefined, anno: undefined, numero: undefined, ...scritto });
  };
  return (
    <form className="filtri" onSubmit={applica} aria-label="Filtri del log" noValidate>
      <div className="griglia">
        <Campo etichetta="Chi">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={f.persona ?? ''}
              onChange={(e) => cambia({ persona: e.target.value || undefined })}
            >
              <option value="">Tutti</option>
              {persone?.items.map((p) => (
                <option key={p.id} value={p.id}>
                  {p.cognome} {p.nome}
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
              value={f.unita ?? ''}
              onChange={(e) => cambia({ unita: e.target.value || undefined })}
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
        <Campo etichetta="Operazioni">
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={f.gruppo ?? ''}
              onChange={(e) => cambia({ gruppo: (e.target.value || undefined) as FiltroLog['gruppo'] })}
            >
              <option value="">Tutte</option>
              {nomiGruppi
                .filter((g) => vigila || g.diSistema)
                .map((g) => (
                  <option key={g.codice} value={g.codice}>
                    {g.nome}
                  </option>
                ))}
            </select>
          )}
        </Campo>
        {vigila && (
          <Campo
            etichetta="Documento"
            errore={scritto ? undefined : 'Si scrive numero/anno, per esempio 345/2026.'}
          >
            {(a) => (
              <input
                {...a}
                type="text"
                placeholder="345/2026"
                value={documento}
                onChange={(e) => setDocumento(e.target.value)}
              />
            )}
          </Campo>
        )}
        <Campo etichetta="Dal">
          {(a) => (
            <input
              {...a}
              type="date"
              value={f.dal ?? ''}
              onChange={(e) => cambia({ dal: e.target.value || undefined })}
            />
          )}
        </Campo>
        <Campo etichetta="Al">
          {(a) => (
            <input
              {...a}
              type="date"
              value={f.al ?? ''}
              onChange={(e) => cambia({ al: e.target.value || undefined })}
            />
          )}
        </Campo>
      </div>
      <div className="azioni">
        <Button type="submit" color="primary" size="sm">
          Cerca
        </Button>
        <button type="button" className="bottone-testo" onClick={() => onApplica({})}>
          Togli i filtri
        </button>
      </div>
    </form>
  );
}
