import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { oggi } from '../giorni.ts';

/** Somebody who is away today, until when, and who may act for him. */
export type Assente = {
  utenteId: string;
  al: string;
  sostituti: { utenteId: string; nome: string; unitaId: string }[];
};

/**
 * Who of these is away today, with the deputies that hold today: for whoever assigns work and for whoever shows it.
 *
 * @param utenti identities; with none of them, nobody
 */
export async function assentiOggi(tx: Tx, utenti: readonly string[]): Promise<Assente[]> {
  if (utenti.length === 0) return [];
  return await tx
    .selectFrom('assenza as a')
    .select([
      'a.utente_id as utenteId',
      'a.al',
      sql<
        Assente['sostituti']
      >`(SELECT coalesce(jsonb_agg(jsonb_build_object('utenteId', s.id, 'nome', s.cognome || ' ' || s.nome,
          'unitaId', i.unita_id) ORDER BY s.cognome), '[]')
        FROM sostituzione z JOIN utente s ON s.id = z.sostituto_id AND s.attivo JOIN incarico i ON i.id = z.autorizzazione_id
        WHERE z.titolare_id = a.utente_id AND z.revocata_il IS NULL AND ${oggi} BETWEEN z.dal AND z.al)`.as(
        'sostituti',
      ),
    ])
    .where('a.utente_id', 'in', [...utenti])
    .where('a.annullata_il', 'is', null)
    .where(sql<boolean>`${oggi} BETWEEN a.dal AND a.al`)
    .execute();
}
