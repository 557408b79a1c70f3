import { createContext, use } from 'react';

/** Errors of the server by field of the form. */
export type Errori = Readonly<Record<string, string>>;

export const ContestoErrori = createContext<Errori>({});

export function useErrore(campo: string): string | undefined {
  return use(ContestoErrori)[campo];
}

/** DOM id of a field, so that the list of errors can lead to it. */
export const idCampo = (campo: string): string => `r-${campo}`;
