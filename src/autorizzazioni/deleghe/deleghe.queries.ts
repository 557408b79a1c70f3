import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Delega } from './deleghe.schema.ts';

/** Delegations from the latest, one alone when `id` is given. */
export async function findDeleghe(tx: Tx, id?: string): Promise<Delega[]> {
  const righe = await tx
    .selectFrom('delega as d')
    .innerJoin('utente as u', 'u.id', 'd.utente_id')
    .innerJoin('utente as c', 'c.id', 'd.conferita_da')
    .select([
      'd.id',
      'u.id as utenteId',
      'u.nome',
      'u.cognome',
      'd.dal',
      'd.al',
      'd.atto',
      sql<string>`c.cognome || ' ' || c.nome`.as('conferitaDa'),
      'd.conferita_il',
      'd.revocata_il',
      sql<boolean>`d.revocata_il IS NULL AND u.attivo AND (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date
        BETWEEN d.dal AND coalesce(d.al, 'infinity'::date)`.as('inVigore'),
    ])
    .$if(id !== undefined, (q) => q.where('d.id', '=', id ?? ''))
    .orderBy('d.dal', 'desc')
    .orderBy('d.id', 'desc')
    .limit(500)
    .execute();
  return righe.map(({ utenteId, nome, cognome, al, conferita_il, revocata_il, ...d }) => ({
    ...d,
    utente: { id: utenteId, nome, cognome },
    al: al ?? undefined,
    conferitaIl: conferita_il.toISOString(),
    revocataIl: revocata_il?.toISOString(),
  }));
}
