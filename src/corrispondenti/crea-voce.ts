import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { nominativo, verificaCorrispondente } from './corrispondente.ts';
import { findOmonimi, insertVoce } from './rubrica.queries.ts';
import type { NuovaVoceRubrica, VoceRubricaScritta } from './rubrica.schema.ts';

/**
 * Adds an entry to the rubrica. One that looks like another (same tax code) is added all the same, and says so: two
 * offices of a firm, or a mistake, only the operator knows.
 *
 * @throws Rifiuto `corrispondente.non-valido`
 */
export async function creaVoce(tx: Tx, ctx: Contesto, nuova: NuovaVoceRubrica): Promise<VoceRubricaScritta> {
  const { avvisi } = verificaCorrispondente(nuova, '');
  const omonimi = await avvisiOmonimia(tx, nuova);
  const voce = await insertVoce(tx, ctx.ente.id, nuova);
  await traccia(tx, ctx, 'rubrica.creata', { tipo: 'rubrica', id: voce.id }, { voce });
  return { ...voce, avvisi: [...avvisi, ...omonimi] };
}

/** Sentences on other entries with the same tax code. */
export async function avvisiOmonimia(tx: Tx, voce: NuovaVoceRubrica, id?: string): Promise<string[]> {
  if (!voce.codiceFiscale) return [];
  const altre = await findOmonimi(tx, voce.codiceFiscale, id);
  return altre.map((a) => `In rubrica c’è già «${nominativo(a)}» con lo stesso codice fiscale.`);
}
