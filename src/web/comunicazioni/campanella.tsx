import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Icona } from '../platform/ui/icona.tsx';
import { leggiComunicazioni } from './api.ts';

/** In the bar: how many communications wait to be read, and the way to them. */
export function Campanella(): ReactElement {
  const { data } = useQuery({
    queryKey: ['comunicazioni', 'conto'],
    queryFn: () => leggiComunicazioni(undefined, 1),
    refetchInterval: 60_000,
  });
  const quante = data?.nonLette ?? 0;
  return (
    <Link to="/comunicazioni" className="campanella">
      <Icona nome="mail" />
      <span className="visually-hidden">Comunicazioni</span>
      {quante > 0 && (
        <span className="campanella__conto">
          {quante > 99 ? '99+' : quante}
          <span className="visually-hidden"> da leggere</span>
        </span>
      )}
    </Link>
  );
}
