import type { Tx } from '#platform/db';
import { trovaVoce } from '#titolario';
import { nonValido } from './repertori.errors.ts';

/** The entry a repertorio proposes must be one that can be given today. */
export async function verificaClassificazione(tx: Tx, codice: string | null | undefined): Promise<void> {
  if (codice && !(await trovaVoce(tx, codice)))
    throw nonValido(
      'classificazione-sconosciuta',
      'classificazione',
      `La voce «${codice}» non è nel titolario in uso.`,
    );
}
