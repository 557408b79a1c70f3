import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { contrassegni, siglaTipo } from '../../corrispondenti/nominativo.ts';
import type { Corrispondente } from '../../corrispondenti/tipi.ts';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { elencaCorrispondenti, type Ruolo } from '../api.ts';
import type { CorrispondenteRegistrato, Registrazione } from '../tipi.ts';

type Proprieta = {
  registrazione: Registrazione;
  ruolo: Ruolo;
  primi: readonly CorrispondenteRegistrato[];
  totale: number;
};

const IN_VISTA = 10;

/** Correspondents as they were copied at the moment of registering; of many, a page at a time. */
export function ElencoRegistrati({ registrazione, ruolo, primi, totale }: Proprieta): ReactElement {
  const [tutti, setTutti] = useState(false);
  const pagine = useInfiniteQuery({
    queryKey: [
      'corrispondenti',
      registrazione.anno,
      registrazione.numero,
      ruolo,
      registrazione.rettifiche.length,
    ],
    queryFn: ({ pageParam }) => elencaCorrispondenti(registrazione, ruolo, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
    enabled: tutti && totale > primi.length,
  });
  const caricati = pagine.data?.pages.flatMap((p) => p.items) ?? primi;
  const visti = tutti ? caricati : primi.slice(0, IN_VISTA);
  return (
    <>
      <ul className="registrati">
        {visti.map((c, i) => (
          <li key={i}>
            <span className="barrabile">{c.nominativo}</span>{' '}
            {c.tipo !== 'anonimo' && <small className="tendina__tipo">{siglaTipo[c.tipo]}</small>}
            <small className="tendina__dati">{contrassegni(c as Corrispondente)}</small>
          </li>
        ))}
      </ul>
      <AvvisoErrore errore={pagine.error} />
      {visti.length < totale && (
        <button
          type="button"
          className="bottone-testo"
          disabled={pagine.isFetching}
          onClick={() => (tutti ? void pagine.fetchNextPage() : setTutti(true))}
        >
          Mostra altri (in tutto {totale.toLocaleString('it-IT')})
        </button>
      )}
    </>
  );
}
