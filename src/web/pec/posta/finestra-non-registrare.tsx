import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import { categorieQuery } from '../../registrazione/esclusioni/api.ts';
import type { Messaggio } from '../tipi.ts';
import { FinestraAtto, type Fatto } from './finestra-atto.tsx';

type Proprieta = { messaggio: Messaggio; onFatto: Fatto; onChiudi: () => void };

/** The message gets no number, and why; of an excluded kind, which (RN-38.1). */
export function FinestraNonRegistrare(p: Proprieta): ReactElement {
  const [motivo, setMotivo] = useState('');
  const [categoria, setCategoria] = useState('');
  const { data: categorie } = useQuery(categorieQuery);
  return (
    <FinestraAtto
      {...p}
      titolo="Non registrare"
      atto="non-registrazione"
      corpo={{ motivo: motivo.trim(), ...(categoria && { categoria }) }}
      bottone="Non registrare"
      monito="Non si torna indietro: il messaggio resta nell’elenco, con il motivo."
      pronto={motivo.trim() !== ''}
      fatto="Non si registra"
    >
      <Campo etichetta="Motivo" obbligatorio>
        {(a) => (
          <textarea
            {...a}
            rows={3}
            maxLength={2000}
            value={motivo}
            onChange={(e) => setMotivo(e.target.value)}
          />
        )}
      </Campo>
      <Campo etichetta="Categoria esclusa dalla registrazione, se lo è">
        {(a) => (
          <select
            {...a}
            className="form-select"
            value={categoria}
            onChange={(e) => setCategoria(e.target.value)}
          >
            <option value="">—</option>
            {categorie?.items.map((c) => (
              <option key={c.codice} value={c.codice}>
                {c.denominazione}
              </option>
            ))}
          </select>
        )}
      </Campo>
    </FinestraAtto>
  );
}
