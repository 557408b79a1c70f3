import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import type { Credenziale } from '../segreti.ts';
import { passwordCorretta } from './cifra.ts';
import { GIORNI_PASSWORD_INIZIALE } from './iniziale.ts';

/** Passwords, the present one included, that cannot be taken again. */
export const PASSWORD_RICORDATE = 6;

/** The stored forms of the present password and of those before it, newest first. */
export async function leggiPasswordRicordate(tx: Tx, utenteId: string): Promise<string[]> {
  const { rows } = await sql<{ password: string }>`
    SELECT password FROM utente WHERE id = ${utenteId}
    UNION ALL (SELECT password FROM password_passata WHERE utente_id = ${utenteId} ORDER BY id DESC LIMIT ${PASSWORD_RICORDATE - 1})`.execute(
    tx,
  );
  return rows.map((r) => r.password);
}

/** Whether a password is one of those; some tenths of a second, outside any transaction. */
export async function giaUsata(ricordate: readonly string[], password: string): Promise<boolean> {
  for (const cifrata of ricordate) if (await passwordCorretta(cifrata, password)) return true;
  return false;
}

/**
 * Puts a password in the place of another: the old one is remembered, and whoever was inside with it is out, but for the
 * session that asks.
 *
 * @param cifrate.vecchia the stored form the decision was taken on
 * @param iniziale given by somebody else: it will have to be changed at the first access, within some days
 * @returns false when in the meantime the password was another: nothing is written
 */
export async function scriviPassword(
  tx: Tx,
  utente: { enteId: string; id: string },
  cifrate: { vecchia: string; nuova: string },
  { iniziale = false, tranne }: { iniziale?: boolean; tranne?: Credenziale } = {},
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('utente')
    .set({
      password: cifrate.nuova,
      password_cambiata_il: adesso,
      password_da_cambiare: iniziale,
      password_iniziale_fino: iniziale
        ? sql<Date>`${adesso} + make_interval(days => ${GIORNI_PASSWORD_INIZIALE})`
        : null,
    })
    .where('id', '=', utente.id)
    .where('password', '=', cifrate.vecchia)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx
    .insertInto('password_passata')
    .values({ ente_id: utente.enteId, utente_id: utente.id, password: cifrate.vecchia })
    .execute();
  await sql`DELETE FROM password_passata WHERE utente_id = ${utente.id} AND id IN (
    SELECT id FROM password_passata WHERE utente_id = ${utente.id} ORDER BY id DESC OFFSET ${PASSWORD_RICORDATE - 1})`.execute(
    tx,
  );
  await tx
    .deleteFrom('sessione')
    .where('utente_id', '=', utente.id)
    .$if(tranne !== undefined, (q) => q.where('impronta_segreto', '!=', tranne?.impronta ?? Buffer.alloc(0)))
    .execute();
  await tx.deleteFrom('recupero_password').where('utente_id', '=', utente.id).execute();
  return true;
}
