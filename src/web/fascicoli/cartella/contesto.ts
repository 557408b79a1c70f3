import { createContext, type ReactNode } from 'react';
import type { DaFascicolare } from '../fascicola/trascina.ts';
import type { Fascicolazione } from '../tipi.ts';

/** What the rows of a folder, at any depth, share. */
export type ContestoCartella = {
  /** Id of the filing shown beside the folder. */
  scelto: string | undefined;
  onScegli: (documento: Fascicolazione) => void;
  onDocumento: (documento: DaFascicolare, verso: string) => void;
  onFile: (file: readonly File[], verso: string) => void;
  /** On a narrow window the document is shown under its row. */
  sotto: ((documento: Fascicolazione) => ReactNode) | undefined;
};

export const Contesto = createContext<ContestoCartella>({
  scelto: undefined,
  onScegli: () => undefined,
  onDocumento: () => undefined,
  onFile: () => undefined,
  sotto: undefined,
});
