import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { nomeDi, paginaDi } from '../registrazione/indirizzi.ts';
import type { Registrata } from './api.ts';

/** `0000345/2026`, as a link to the registration; of a repertorio, with its code before. */
export function LinkRegistrazione({
  registrazione: r,
  elenco = false,
}: {
  registrazione: Registrata;
  elenco?: boolean;
}): ReactElement {
  return (
    <Link to={paginaDi(r)} search={{}} {...(elenco && { 'data-voce-elenco': '' })}>
      {nomeDi(r)}
    </Link>
  );
}
