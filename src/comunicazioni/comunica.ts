import type { Tx } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import { scriviComunicazioni } from './scrivi-comunicazioni.ts';

export type NuovaComunicazione = {
  /** Told once: another with the same key is not written. */
  chiave?: string;
  /** Stable code of the kind: `titolario.pubblicato`. */
  tipo: string;
  oggetto: string;
  testo: string;
  /** Data of the kind, for the screen that shows it. */
  dettaglio?: Record<string, unknown>;
  /** Screen that shows what it is about: `/titolario/versioni/…`. */
  collegamento?: string;
};

/**
 * Tells people something, in the transaction of what happened: who is told, is told of what was really done. Each finds it
 * among his communications until he has read it, and after.
 *
 * @param utenti identities, each once or more; with none of them nothing is written
 * @returns how many people were told
 */
export async function comunica(
  tx: Tx,
  chi: Attore,
  comunicazione: NuovaComunicazione,
  utenti: readonly string[],
): Promise<number> {
  const { ids, destinatari } = await scriviComunicazioni(tx, chi.ente.id, [
    { ...comunicazione, mittente: chi.attore, utenti },
  ]);
  const [id] = ids;
  if (id !== undefined)
    await traccia(
      tx,
      chi,
      'comunicazione.inviata',
      { tipo: 'comunicazione', id },
      { tipo: comunicazione.tipo, destinatari },
    );
  return destinatari;
}
