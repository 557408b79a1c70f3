import { useEffect, useRef, useSyncExternalStore } from 'react';
import { tasti, type Gruppo, type Tasto } from './tasti.ts';

/** The keys of this screen or part, for as long as it is shown. Actions always see the latest state. */
export function useTasti(titolo: string, elenco: readonly Tasto[]): void {
  const ultimi = useRef(elenco);
  useEffect(() => {
    ultimi.current = elenco;
  });
  const firma = JSON.stringify(elenco.map((t) => [t.tasto, t.nome, t.attivo !== false]));
  useEffect(() => {
    const id = Symbol(titolo);
    const stabili = ultimi.current.map((t) => ({
      ...t,
      azione: () => ultimi.current.find((u) => u.tasto === t.tasto)?.azione(),
    }));
    return tasti.aggiungi(id, { titolo, tasti: stabili });
  }, [titolo, firma]);
}

export function useElencoTasti(): readonly Gruppo[] {
  return useSyncExternalStore((avvisa) => tasti.ascolta(avvisa), tasti.elenco);
}
