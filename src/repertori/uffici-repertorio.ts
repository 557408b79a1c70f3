import type { Tx } from '#platform/db';
import { nonValido } from './repertori.errors.ts';

/** Says which offices write in a repertorio from now on; none: all of them. */
export async function scriviUffici(
  tx: Tx,
  enteId: string,
  registroId: string,
  codici: readonly string[],
): Promise<void> {
  await tx.deleteFrom('registro_unita').where('registro_id', '=', registroId).execute();
  if (codici.length === 0) return;
  const unita = await tx.selectFrom('unita').select(['id', 'codice']).where('codice', 'in', codici).execute();
  const manca = codici.find((codice) => !unita.some((u) => u.codice === codice));
  if (manca !== undefined)
    throw nonValido('ufficio-sconosciuto', 'uffici', `L’ufficio «${manca}» non esiste.`);
  await tx
    .insertInto('registro_unita')
    .values(unita.map((u) => ({ ente_id: enteId, registro_id: registroId, unita_id: u.id })))
    .execute();
}
