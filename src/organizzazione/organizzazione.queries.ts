import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { ElencoUnita, ElencoUtenti } from './organizzazione.schema.ts';

/** The organisation chart: every active unit after the one it belongs to. */
export async function findUnita(tx: Tx): Promise<ElencoUnita['items']> {
  const righe = await tx
    .selectFrom('unita as u')
    .leftJoin('unita as p', 'p.id', 'u.padre_id')
    .select([
      'u.codice',
      'u.denominazione',
      sql<'area' | 'servizio' | 'ufficio'>`u.tipo`.as('tipo'),
      'p.codice as padre',
      'u.uop',
      'u.uu',
      'u.ufficio_protocollo as ufficioProtocollo',
    ])
    .where('u.attiva', '=', true)
    .orderBy(sql`p.id IS NOT NULL`)
    .orderBy('u.ordine')
    .orderBy('u.codice')
    .execute();
  return righe.map(({ padre, ...u }) => ({ ...u, ...(padre !== null && { padre }) }));
}

/** Who works here, by name; nothing that helps to sign in as him. */
export async function findUtenti(tx: Tx): Promise<ElencoUtenti['items']> {
  return await tx
    .selectFrom('utente as u')
    .select((eb) => [
      'u.id',
      'u.nome_utente as nomeUtente',
      'u.nome',
      'u.cognome',
      eb
        .selectFrom('incarico as i')
        .innerJoin('unita as n', 'n.id', 'i.unita_id')
        .whereRef('i.utente_id', '=', 'u.id')
        .select(sql<string[]>`coalesce(array_agg(DISTINCT n.denominazione), '{}')`.as('unita'))
        .$asScalar()
        .$notNull()
        .as('unita'),
    ])
    .where('u.attivo', '=', true)
    .orderBy('u.cognome')
    .orderBy('u.nome')
    .orderBy('u.id')
    .execute();
}
