import { permessiDelProfilo, permessiDelRuolo, profili, type Permesso } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** Identities of the active users who, for some unit, have a profile (or head it) with that permission (RN-42.5). */
export async function utentiConPermesso(tx: Tx, permesso: Permesso): Promise<string[]> {
  const adatti = profili.filter(
    (p) =>
      permessiDelProfilo[p].includes(permesso) ||
      (p === 'responsabile' && permessiDelRuolo.rsp.includes(permesso)),
  );
  const capi = permessiDelRuolo['capo-ufficio'].includes(permesso);
  const righe = await tx
    .selectFrom('utente as u')
    .innerJoin('incarico as i', 'i.utente_id', 'u.id')
    .select('u.id')
    .distinct()
    .where('u.attivo', '=', true)
    .where((eb) =>
      eb.or([
        ...(adatti.length > 0 ? [eb('i.profilo', 'in', adatti)] : []),
        ...(capi ? [eb('i.responsabile_unita', '=', true)] : []),
        eb.lit(false),
      ]),
    )
    .execute();
  return righe.map((r) => r.id);
}
