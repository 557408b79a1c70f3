import { permessiDelProfilo, profili, type Permesso } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** Identities of the active users who, for some unit, have a profile with that permission (RN-42.5). */
export async function utentiConPermesso(tx: Tx, permesso: Permesso): Promise<string[]> {
  const adatti = profili.filter((p) => permessiDelProfilo[p].includes(permesso));
  const righe = await tx
    .selectFrom('utente as u')
    .innerJoin('incarico as i', 'i.utente_id', 'u.id')
    .select('u.id')
    .distinct()
    .where('u.attivo', '=', true)
    .where('i.profilo', 'in', adatti)
    .execute();
  return righe.map((r) => r.id);
}
