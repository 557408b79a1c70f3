import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { aooQuery, type Impostazioni } from './api.ts';

/** What the next segnature will look like: same items and order as the server composes them. */
export function EsempioSegnatura({ opzioni }: { opzioni: Impostazioni['segnatura'] }): ReactElement {
  const { ente, incarico } = useSessione();
  const { data: aoo } = useQuery(aooQuery);
  const codice = aoo?.codice ?? '';
  const voci = [
    ente.denominazione,
    opzioni.aoo ? `AOO ${codice} ${aoo?.denominazione ?? ''}` : `AOO ${codice}`,
    `PG n. 0000345/${new Date().getFullYear()} del 21/11/${new Date().getFullYear()} 10:15:30`,
    opzioni.flusso && 'A',
    opzioni.classificazione && 'Class. VI.3',
    opzioni.unita && `UU ${incarico?.unita.denominazione ?? 'Ufficio Tecnico'}`,
  ];
  return (
    <div className="esempio" aria-live="polite">
      <span className="confronto__nome">Esempio</span>
      <p>{voci.filter(Boolean).join(' - ')}</p>
    </div>
  );
}
