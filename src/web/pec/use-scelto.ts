import { useEffect, useRef, type RefObject } from 'react';

/** Where the filters scroll sideways, the one in use is brought into sight. */
export function useScelto(cerca: object): RefObject<HTMLUListElement | null> {
  const elenco = useRef<HTMLUListElement>(null);
  const quale = JSON.stringify(cerca);
  useEffect(() => {
    const lista = elenco.current;
    const scelto = lista?.querySelector<HTMLElement>('[aria-current]');
    if (lista && scelto) lista.scrollLeft = scelto.offsetLeft - lista.offsetLeft - lista.clientWidth / 2;
  }, [quale]);
  return elenco;
}
