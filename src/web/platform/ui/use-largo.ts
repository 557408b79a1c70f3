import { useSyncExternalStore } from 'react';

/** True when the window is at least that wide, in CSS pixels; follows its changes. */
export function useLargo(minimo: number): boolean {
  return useSyncExternalStore(
    (avvisa) => {
      const misura = matchMedia(`(min-width: ${minimo}px)`);
      misura.addEventListener('change', avvisa);
      return () => misura.removeEventListener('change', avvisa);
    },
    () => matchMedia(`(min-width: ${minimo}px)`).matches,
  );
}
