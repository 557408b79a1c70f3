import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import { nuovoSegreto, type Credenziale } from '../segreti.ts';

/** Days without a sign-in after which a browser is a stranger again. */
export const GIORNI_DISPOSITIVO = 180;
/** Browsers remembered for a user: more than anybody has, and a bound. */
const MASSIMO = 20;

/**
 * Remembers the browser from which somebody has just signed in, so that guesses made elsewhere do not keep him out of it.
 * A browser has one secret whoever uses it; one that is not of ours is not taken.
 *
 * @param presentato what the browser brought
 * @returns what goes in its cookie
 */
export async function ricordaDispositivo(
  tx: Tx,
  enteId: string,
  utenteId: string,
  presentato: { testo: string; credenziale: Credenziale } | undefined,
): Promise<string> {
  const nostro =
    presentato &&
    (await tx
      .selectFrom('dispositivo')
      .select('utente_id')
      .where('impronta_segreto', '=', presentato.credenziale.impronta)
      .limit(1)
      .executeTakeFirst());
  const nuovo = nostro ? undefined : nuovoSegreto(enteId);
  const impronta = nuovo?.impronta ?? presentato?.credenziale.impronta ?? Buffer.alloc(0);
  await tx
    .insertInto('dispositivo')
    .values({ impronta_segreto: impronta, ente_id: enteId, utente_id: utenteId })
    .onConflict((oc) => oc.columns(['utente_id', 'impronta_segreto']).doUpdateSet({ ultimo_accesso: adesso }))
    .execute();
  await sql`DELETE FROM dispositivo WHERE utente_id = ${utenteId} AND impronta_segreto IN (
    SELECT impronta_segreto FROM dispositivo WHERE utente_id = ${utenteId} ORDER BY ultimo_accesso DESC OFFSET ${MASSIMO})`.execute(
    tx,
  );
  return nuovo?.testo ?? presentato?.testo ?? '';
}
