import type { Tx } from '#platform/db';
import { percorsoConsistenza } from './prova-consistenza.ts';
import { percorsoInclusione } from './prova-inclusione.ts';
import { tessereDi } from './tessere.ts';

/** Audit path, base64, of the leaf at `posizione` (from 1) in the tree of the first `dimensione`, which has a head. */
export async function provaInclusione(
  tx: Tx,
  registroId: string,
  posizione: number,
  dimensione: number,
): Promise<string[]> {
  const percorso = await percorsoInclusione(tessereDi(tx, registroId), posizione - 1, dimensione);
  return percorso.map((p) => p.toString('base64'));
}

/** Proof, base64, that the log of `prima` leaves became that of `dopo`; both have a head. */
export async function provaConsistenza(
  tx: Tx,
  registroId: string,
  prima: number,
  dopo: number,
): Promise<string[]> {
  const percorso = await percorsoConsistenza(tessereDi(tx, registroId), prima, dopo);
  return percorso.map((p) => p.toString('base64'));
}
