import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Autorizzazione } from './autorizzazioni.schema.ts';

type Storia = Autorizzazione['storia'][number];

/** All the authorisations somebody ever had, those in force first, each with its decisions; one alone when `id` is given. */
export async function findAutorizzazioni(
  tx: Tx,
  dove: { utenteId: string } | { id: string },
): Promise<Autorizzazione[]> {
  const righe = await tx
    .selectFrom('autorizzazione as a')
    .innerJoin('unita as u', 'u.id', 'a.unita_id')
    .select([
      'a.id',
      'u.codice',
      'u.denominazione',
      sql<Autorizzazione['profilo']>`a.profilo`.as('profilo'),
      'a.responsabile_unita as responsabileUnita',
      sql<Autorizzazione['accesso']>`a.accesso`.as('accesso'),
      'a.dal',
      'a.al',
      sql<Autorizzazione['stato']>`CASE WHEN a.revocata_il IS NOT NULL THEN 'revocata'
        WHEN a.dal > (now() AT TIME ZONE 'Europe/Rome')::date THEN 'futura'
        WHEN a.al < (now() AT TIME ZONE 'Europe/Rome')::date THEN 'scaduta' ELSE 'in-vigore' END`.as('stato'),
      // In JSON as the API gives it: what is null is left out.
      sql<Storia[]>`(SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'istante', to_char(s.istante AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'fatto', s.fatto,
          'decisaDa', s.decisa_da_nome, 'motivo', s.motivo, 'suRichiesta', s.richiesta_id, 'profilo', s.profilo,
          'responsabileUnita', s.responsabile_unita, 'accesso', s.accesso, 'dal', s.dal, 'al', s.al)) ORDER BY s.id), '[]')
        FROM storia_autorizzazione s WHERE s.autorizzazione_id = a.id)`.as('storia'),
    ])
    .where((eb) => ('id' in dove ? eb('a.id', '=', dove.id) : eb('a.utente_id', '=', dove.utenteId)))
    .orderBy(
      sql`CASE WHEN a.revocata_il IS NULL AND (a.al IS NULL OR a.al >= (now() AT TIME ZONE 'Europe/Rome')::date) THEN 0 ELSE 1 END`,
    )
    .orderBy('a.decisa_il', 'desc')
    .orderBy('a.id')
    .execute();
  return righe.map(({ codice, denominazione, al, ...a }) => ({
    ...a,
    unita: { codice, denominazione },
    ...(al !== null && { al }),
  }));
}

/** An authorisation that was just decided, as the API answers it. */
export async function rileggi(tx: Tx, id: string): Promise<Autorizzazione> {
  const [autorizzazione] = await findAutorizzazioni(tx, { id });
  if (!autorizzazione) throw new Error(`autorizzazione ${id} scritta e non riletta`);
  return autorizzazione;
}
