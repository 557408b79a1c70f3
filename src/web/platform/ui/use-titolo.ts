import { useEffect } from 'react';

/** Title of the window while this is shown; then the one of before comes back. */
export function useTitolo(titolo: string): void {
  useEffect(() => {
    const prima = document.title;
    document.title = `${titolo} — Tabularium`;
    return () => {
      document.title = prima;
    };
  }, [titolo]);
}
