import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { oggi } from '../giorni.ts';
import type { Assenza, Sostituzione } from './sostituzioni.schema.ts';

/** Substitutions of a person, on either side, those not over of a unit and the ones below, or one by its id; the latest first. */
export async function findSostituzioni(
  tx: Tx,
  dove: { titolareId: string } | { sostitutoId: string } | { unitaId: string } | { id: string },
): Promise<Sostituzione[]> {
  const righe = await tx
    .selectFrom('sostituzione as z')
    .innerJoin('autorizzazione as a', 'a.id', 'z.autorizzazione_id')
    .innerJoin('unita as n', 'n.id', 'a.unita_id')
    .innerJoin('utente as t', 't.id', 'z.titolare_id')
    .innerJoin('utente as s', 's.id', 'z.sostituto_id')
    .select([
      'z.id',
      sql<Sostituzione['titolare']>`jsonb_build_object('id', t.id, 'nome', t.nome, 'cognome', t.cognome)`.as(
        'titolare',
      ),
      sql<Sostituzione['sostituto']>`jsonb_build_object('id', s.id, 'nome', s.nome, 'cognome', s.cognome)`.as(
        'sostituto',
      ),
      sql<Sostituzione['unita']>`jsonb_build_object('codice', n.codice, 'denominazione', n.denominazione)`.as(
        'unita',
      ),
      sql<Sostituzione['ambiti']>`z.ambiti`.as('ambiti'),
      'z.dal',
      'z.al',
      'z.motivo',
      sql<
        Sostituzione['stato']
      >`CASE WHEN z.revocata_il IS NOT NULL THEN 'revocata' WHEN z.dal > ${oggi} THEN 'futura'
        WHEN z.al < ${oggi} OR a.revocata_il IS NOT NULL OR a.al < ${oggi} THEN 'finita' ELSE 'in-vigore' END`.as(
        'stato',
      ),
    ])
    .where((eb) =>
      'id' in dove
        ? eb('z.id', '=', dove.id)
        : 'titolareId' in dove
          ? eb('z.titolare_id', '=', dove.titolareId)
          : 'sostitutoId' in dove
            ? eb('z.sostituto_id', '=', dove.sostitutoId)
            : sql<boolean>`z.revocata_il IS NULL AND z.al >= ${oggi} AND a.revocata_il IS NULL
                AND (a.al IS NULL OR a.al >= ${oggi}) AND a.unita_id IN (SELECT unita_sottostanti(${dove.unitaId}::uuid))`,
    )
    .orderBy('z.dal', 'desc')
    .orderBy('z.id', 'desc')
    .limit(200)
    .execute();
  return righe.map(({ motivo, ...z }) => ({ ...z, ...(motivo !== null && { motivo }) }));
}

/** Absences of a person that are not over, the nearest first. */
export async function findAssenze(tx: Tx, utenteId: string): Promise<Assenza[]> {
  return await tx
    .selectFrom('assenza')
    .select(['id', 'dal', 'al'])
    .where('utente_id', '=', utenteId)
    .where('annullata_il', 'is', null)
    .where('al', '>=', oggi)
    .orderBy('dal')
    .execute();
}
