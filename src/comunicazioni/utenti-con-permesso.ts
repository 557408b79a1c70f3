import { sql } from 'kysely';
import { permessiDelProfilo, permessiDelRuolo, profili, type Permesso, type Ruolo } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/**
 * Identities of the active users who have that permission today: by a profile, for some unit; because they head one; or by
 * appointment, as the RSP in office (RN-42.5, RN-4.2).
 */
export async function utentiConPermesso(tx: Tx, permesso: Permesso): Promise<string[]> {
  const conProfilo = profili.filter((p) => permessiDelProfilo[p].includes(permesso));
  const ruoli = (Object.keys(permessiDelRuolo) as Ruolo[]).filter((r) =>
    permessiDelRuolo[r].includes(permesso),
  );
  const { rows } = await sql<{ id: string }>`
    SELECT u.id FROM utente u WHERE u.attivo AND (
      nomine_di(u.id) && ${ruoli}::text[]
      OR EXISTS (SELECT FROM incarico i WHERE i.utente_id = u.id AND (i.profilo = ANY (${conProfilo}::text[])
        OR ${ruoli.includes('capo-ufficio')} AND i.responsabile_unita)))`.execute(tx);
  return rows.map((r) => r.id);
}
