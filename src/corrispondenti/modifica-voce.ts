import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { verificaCorrispondente } from './corrispondente.ts';
import { avvisiOmonimia } from './crea-voce.ts';
import { leggiVoce, rigaDaVoce } from './rubrica.queries.ts';
import type { ModificaVoceRubrica, VoceRubricaScritta } from './rubrica.schema.ts';

/**
 * Rewrites an entry. Registrations keep the copy they made: nothing already registered changes.
 *
 * @throws Rifiuto `rubrica.non-trovata`; `rubrica.modificata-da-altri` with the entry as it is now in `dati.attuale`
 */
export async function modificaVoce(
  tx: Tx,
  ctx: Contesto,
  id: string,
  modifica: ModificaVoceRubrica,
): Promise<VoceRubricaScritta> {
  const { versione, ...dati } = modifica;
  const { avvisi } = verificaCorrispondente(dati, '');
  const prima = await leggiVoce(tx, id, true);
  if (prima.versione !== versione)
    throw new Rifiuto({
      codice: 'rubrica.modificata-da-altri',
      categoria: 'conflitto',
      dettaglio: 'Nel frattempo un altro utente ha modificato questa voce: rileggerla e riprovare.',
      dati: { attuale: prima },
    });
  await tx
    .updateTable('rubrica_voce')
    .set({ ...rigaDaVoce(dati), versione: sql<number>`versione + 1` })
    .where('id', '=', id)
    .execute();
  const dopo = await leggiVoce(tx, id);
  await traccia(tx, ctx, 'rubrica.modificata', { tipo: 'rubrica', id }, { prima, dopo });
  return { ...dopo, avvisi: [...avvisi, ...(await avvisiOmonimia(tx, dati, id))] };
}
