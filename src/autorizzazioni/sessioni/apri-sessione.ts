import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import { adesso } from '../orologio-accessi.ts';
import { nuovoSegreto, type Credenziale } from '../segreti.ts';
import type { UtentePerAccesso } from './sessione.queries.ts';

/** Hours after which one signs in again, however busy. */
const DURATA_ORE = 12;

/** What goes in the cookie, nobody can read it again; and by what the session is found. */
export type SessioneAperta = { segreto: string; credenziale: Credenziale };

/**
 * Opens a session with a new secret, in place of the one this browser had.
 *
 * @param utente somebody who has just proved to be him
 */
export async function apriSessione(
  tx: Tx,
  attore: Attore,
  utente: UtentePerAccesso,
  da: { ip: string; agente?: string | undefined; precedente: Credenziale | undefined },
): Promise<SessioneAperta> {
  const enteId = attore.ente.id;
  const { testo, impronta } = nuovoSegreto(enteId);
  await tx
    .deleteFrom('sessione')
    .where((eb) =>
      eb.or([
        eb.and([eb('utente_id', '=', utente.id), eb('scade_il', '<', adesso)]),
        ...(da.precedente ? [eb('impronta_segreto', '=', da.precedente.impronta)] : []),
      ]),
    )
    .execute();
  await tx
    .insertInto('sessione')
    .values({
      impronta_segreto: impronta,
      ente_id: enteId,
      utente_id: utente.id,
      incarico_id: utente.incaricoIniziale,
      scade_il: sql<Date>`${adesso} + make_interval(hours => ${DURATA_ORE})`,
      ip: da.ip,
      agente: da.agente?.slice(0, 400) ?? null,
    })
    .execute();
  await traccia(tx, attore, 'sessione.aperta', { tipo: 'utente', id: utente.id });
  return { segreto: testo, credenziale: { enteId, impronta } };
}
