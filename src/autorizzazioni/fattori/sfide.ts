import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Credenziale } from '../segreti.ts';

/** Minutes somebody has to touch his key. */
const DURATA_MINUTI = 5;

/** What it is asked for: to register a passkey, to prove who has this session, to sign in without any. */
export type Scopo = 'registra' | 'prova' | 'accede';

const impronta = (sfida: string): Buffer => createHash('sha256').update(sfida).digest();

/**
 * A new challenge (WebAuthn §13.4.3), good once, for that purpose and that session alone.
 *
 * @returns base64url, as it goes to the browser; only its digest is kept
 */
export async function nuovaSfida(
  tx: Tx,
  enteId: string,
  scopo: Scopo,
  sessione: Credenziale | undefined,
): Promise<string> {
  const sfida = randomBytes(32).toString('base64url');
  await sql`DELETE FROM sfida WHERE scade_il < clock_timestamp()`.execute(tx);
  await tx
    .insertInto('sfida')
    .values({
      impronta: impronta(sfida),
      ente_id: enteId,
      scopo,
      sessione: sessione?.impronta ?? null,
      scade_il: sql<Date>`clock_timestamp() + make_interval(mins => ${DURATA_MINUTI})`,
    })
    .execute();
  return sfida;
}

/** Uses a challenge up. @returns false when it was not ours, for something else, of another session, late, or used already */
export async function usaSfida(
  tx: Tx,
  sfida: string,
  scopo: Scopo,
  sessione: Credenziale | undefined,
): Promise<boolean> {
  const usata = await tx
    .deleteFrom('sfida')
    .where('impronta', '=', impronta(sfida))
    .where('scopo', '=', scopo)
    .where('sessione', sessione ? '=' : 'is', sessione?.impronta ?? null)
    .returning(sql<boolean>`scade_il > clock_timestamp()`.as('valida'))
    .executeTakeFirst();
  return usata?.valida ?? false;
}

/** The challenge a browser says it answered; the rest of what it says is verified afterwards. */
export function sfidaDi(clientDataJSON: string): string {
  try {
    const detto: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    if (
      detto !== null &&
      typeof detto === 'object' &&
      'challenge' in detto &&
      typeof detto.challenge === 'string'
    )
      return detto.challenge;
  } catch {
    // Not JSON: no challenge of ours.
  }
  return '';
}
