import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import type { RiferimentoRegistrazione } from '../fascicoli.schema.ts';
import type { EsitoImportazione, Legame } from './pacchetto.schema.ts';

/** What a re-import found and did, as it goes. */
export type Resoconto = Pick<EsitoImportazione, 'alPosto' | 'rimessi' | 'problemi' | 'avvisi'>;

export const comeSiScrive = ({ registro, anno, numero }: RiferimentoRegistrazione): string =>
  `${registro} ${numeroASetteCifre(numero)}/${anno}`;

/**
 * Puts one link back by the verb that makes it. What the verb refuses is a problem to be told with the others, and leaves nothing
 * behind; anything else is an error.
 */
export async function rimetti(
  tx: Tx,
  resoconto: Resoconto,
  cosa: Legame,
  azione: () => Promise<unknown>,
): Promise<void> {
  await sql`SAVEPOINT legame`.execute(tx);
  try {
    await azione();
  } catch (errore) {
    if (!(errore instanceof Rifiuto)) throw errore;
    await sql`ROLLBACK TO SAVEPOINT legame`.execute(tx);
    resoconto.problemi.push({
      codice: errore.codice,
      testo: `${cosa.testo.charAt(0).toUpperCase()}${cosa.testo.slice(1)}: ${errore.dettaglio}`,
    });
    return;
  }
  await sql`RELEASE SAVEPOINT legame`.execute(tx);
  resoconto.rimessi.push(cosa);
}
