import { useEffect, useState } from 'react';

/** The value after it has been still for that many milliseconds: so that typing does not ask at every letter. */
export function useRitardato<T>(valore: T, millisecondi: number): T {
  const [fermo, setFermo] = useState(valore);
  useEffect(() => {
    const attesa = setTimeout(() => setFermo(valore), millisecondi);
    return () => clearTimeout(attesa);
  }, [valore, millisecondi]);
  return fermo;
}
