import type { Tx } from '#platform/db';
import { nonValida } from './serie.errors.ts';

/** @returns id of the office with that code, null for none */
export async function idUfficio(tx: Tx, codice: string | null | undefined): Promise<string | null> {
  if (!codice) return null;
  const unita = await tx.selectFrom('unita').select('id').where('codice', '=', codice).executeTakeFirst();
  if (!unita) throw nonValida('ufficio-sconosciuto', 'ufficio', `L’ufficio «${codice}» non esiste.`);
  return unita.id;
}
