import { useEffect } from 'react';

/** While something is still to reach the server, the browser asks before it closes the page. */
export function useTrattieni(attivo: boolean): void {
  useEffect(() => {
    if (!attivo) return undefined;
    const chiedi = (e: BeforeUnloadEvent): void => e.preventDefault();
    window.addEventListener('beforeunload', chiedi);
    return () => window.removeEventListener('beforeunload', chiedi);
  }, [attivo]);
}
