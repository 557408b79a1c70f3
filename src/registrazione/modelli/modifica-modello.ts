import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { modelloNonTrovato, nomeUsato } from './modelli.errors.ts';
import { lockModello } from './modelli.queries.ts';
import type { Modello, ModificaModello } from './modelli.schema.ts';

/**
 * Rewrites a template.
 *
 * @throws Rifiuto `modello.non-trovato`, `modello.nome-usato`; `modello.modificato-da-altri` with the one of now in `dati.attuale`
 */
export async function modificaModello(
  tx: Tx,
  ctx: Contesto,
  id: string,
  modifica: ModificaModello,
): Promise<Modello> {
  const prima = await lockModello(tx, id);
  if (!prima) throw modelloNonTrovato();
  if (prima.versione !== modifica.versione)
    throw new Rifiuto({
      codice: 'modello.modificato-da-altri',
      categoria: 'conflitto',
      dettaglio: 'Nel frattempo un altro utente ha modificato questo modello: rileggerlo e riprovare.',
      dati: { attuale: prima },
    });
  const { nome, contenuto } = modifica;
  try {
    await tx
      .updateTable('modello')
      .set({ nome, contenuto: JSON.stringify(contenuto), versione: sql<number>`versione + 1` })
      .where('id', '=', id)
      .execute();
  } catch (errore) {
    throw sqlstate(errore) === '23505' ? nomeUsato(nome) : errore;
  }
  await traccia(tx, ctx, 'modello.modificato', { tipo: 'modello', id }, { prima, dopo: { nome, contenuto } });
  return { id, nome, contenuto, versione: prima.versione + 1 };
}
