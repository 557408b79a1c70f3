import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { leggiElenco } from './api.ts';
import { useInPartenza } from './in-partenza.ts';
import type { Assegnazione, Coda, ElencoAssegnazioni } from './tipi.ts';

export type Elenco = {
  pagine: UseInfiniteQueryResult<InfiniteData<ElencoAssegnazioni>>;
  voci: Assegnazione[];
  /** The one in front: chosen, or the one that took the place of what has left. */
  attuale: Assegnazione | undefined;
  mostra: (id: string | undefined) => void;
  /** Those ticked that are still there. */
  scelte: Assegnazione[];
  alterna: (id: string) => void;
  sciogli: () => void;
};

const SELETTORE = '.scrivania [data-voce-elenco]';

/** A queue of the desk, with the document in front and those ticked. */
export function useElenco(coda: Coda, apriPrimo: boolean): Elenco {
  const pagine = useInfiniteQuery({
    queryKey: ['scrivania', 'elenco', coda],
    queryFn: ({ pageParam }) => leggiElenco(coda, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.cursor,
  });
  const inPartenza = useInPartenza();
  const voci = pagine.data?.pages.flatMap((p) => p.items).filter((v) => !inPartenza.has(v.id)) ?? [];
  const [mostrata, setMostrata] = useState<string>();
  const [spuntate, setSpuntate] = useState<ReadonlySet<string>>(new Set());
  const [posto, setPosto] = useState(0);
  const trovata = voci.findIndex((v) => v.id === mostrata);
  useEffect(() => {
    if (trovata >= 0) setPosto(trovata);
  }, [trovata]);
  const attuale = voci[trovata] ?? (apriPrimo ? voci[Math.min(posto, voci.length - 1)] : undefined);

  // The row one was on has left: the keyboard goes on from the one that took its place.
  const sulla = useRef(false);
  useEffect(() => {
    const segui = (e: FocusEvent): void => {
      sulla.current = e.target instanceof Element && e.target.matches(SELETTORE);
    };
    document.addEventListener('focusin', segui);
    return () => document.removeEventListener('focusin', segui);
  }, []);
  useEffect(() => {
    if (sulla.current && document.activeElement === document.body)
      document.querySelector<HTMLElement>(`.foglio-riga--scelta [data-voce-elenco]`)?.focus();
  }, [attuale?.id]);

  return {
    pagine,
    voci,
    attuale,
    mostra: setMostrata,
    scelte: voci.filter((v) => spuntate.has(v.id)),
    alterna: (id) => {
      const nuove = new Set(spuntate);
      if (!nuove.delete(id)) nuove.add(id);
      setSpuntate(nuove);
    },
    sciogli: () => setSpuntate(new Set()),
  };
}
