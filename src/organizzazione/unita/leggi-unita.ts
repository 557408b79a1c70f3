import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { DA_SEMPRE } from './stato.ts';
import { findFerme } from './attua.ts';
import {
  codiciUnita,
  giornoPrima,
  oggiARoma,
  periodi,
  rigaAl,
  statoDaRiga,
  trovaUnita,
} from './unita.queries.ts';
import type { SchedaUnita, StoriaServizio, UnitaChiuse, UnitaInBreve } from './unita.schema.ts';

/**
 * Everything about a unit: as it is (or was) on a day, its history, its people, who continues its work and whose work it continues.
 *
 * @param giorno day of state and path; today unless given
 * @throws Rifiuto `unita.non-trovata`
 */
export async function leggiUnita(tx: Tx, codice: string, giorno?: string): Promise<SchedaUnita> {
  const { id, storia } = await trovaUnita(tx, codice);
  const oggi = await oggiARoma(tx);
  const quando = giorno ?? oggi;
  const codici = await codiciUnita(tx);
  // A unit still to come is shown as it will begin.
  const riga = rigaAl(storia, quando) ?? (giorno === undefined ? storia[0] : undefined);
  const { rows } = await sql<{ percorso: string[] | null; servizio: boolean; aperte: number }>`
    SELECT percorso_unita(${id}, greatest(${quando}::date, ${riga?.dal ?? quando}::date)) AS percorso,
      coalesce(servizio_protocollo_al(${quando}) = ${id}, false) AS servizio,
      (SELECT count(*)::integer FROM assegnazione a WHERE a.unita_id = ${id} AND a.stato IN ('assegnata', 'smistata', 'in-carico')) AS aperte`.execute(
    tx,
  );
  const persone = await tx
    .selectFrom('incarico as i')
    .innerJoin('utente as p', 'p.id', 'i.utente_id')
    .select(['p.id', 'p.nome', 'p.cognome', 'i.profilo', 'i.responsabile_unita as responsabile'])
    .where('i.unita_id', '=', id)
    .where('p.attivo', '=', true)
    .orderBy('i.responsabile_unita', 'desc')
    .orderBy('p.cognome')
    .orderBy('p.nome')
    .execute();
  const responsabili = await tx
    .selectFrom('unita_responsabile as r')
    .innerJoin('utente as p', 'p.id', 'r.utente_id')
    .select(['p.nome', 'p.cognome', 'r.dal', 'r.al'])
    .where('r.unita_id', '=', id)
    .orderBy('r.dal', 'desc')
    .limit(100)
    .execute();
  return {
    codice,
    ...(riga && { stato: statoDaRiga(riga, codici) }),
    servizioProtocollo: rows[0]?.servizio ?? false,
    percorso: rows[0]?.percorso ?? [],
    storia: periodi(storia, codici, oggi),
    persone,
    responsabili: responsabili.map(({ dal, al, ...r }) => ({
      ...r,
      dal: dal.toISOString(),
      ...(al && { al: al.toISOString() }),
    })),
    successori: await inBreve(tx, 'unita_id', 'successore_id', id),
    predecessori: await inBreve(tx, 'successore_id', 'unita_id', id),
    assegnazioniAperte: rows[0]?.aperte ?? 0,
  };
}

async function inBreve(
  tx: Tx,
  di: 'unita_id' | 'successore_id',
  altra: 'unita_id' | 'successore_id',
  id: string,
): Promise<UnitaInBreve[]> {
  return await tx
    .selectFrom('unita_successore as s')
    .innerJoin('unita as u', 'u.id', `s.${altra}`)
    .select(['u.codice', 'u.denominazione'])
    .where(`s.${di}`, '=', id)
    .orderBy('s.ordine')
    .orderBy('u.codice')
    .execute();
}

/** Units closed by today, each with the open one that does its work, and what is stuck in it. */
export async function leggiChiuse(tx: Tx): Promise<UnitaChiuse['items']> {
  const ferme = new Map((await findFerme(tx)).map((f) => [f.codice, f.quante]));
  const { rows } = await sql<{
    codice: string;
    denominazione: string;
    chiusaDal: string;
    sCodice: string | null;
    sDenominazione: string | null;
  }>`
    SELECT u.codice, u.denominazione, o.dal AS "chiusaDal", s.codice AS "sCodice", s.denominazione AS "sDenominazione"
    FROM organigramma_al(oggi_a_roma()) o JOIN unita u ON u.id = o.unita_id LEFT JOIN unita s ON s.id = successore_di(u.id)
    WHERE NOT o.attiva ORDER BY o.dal DESC, u.denominazione`.execute(tx);
  return rows.map(({ sCodice, sDenominazione, ...r }) => ({
    ...r,
    ...(sCodice !== null && { successore: { codice: sCodice, denominazione: sDenominazione ?? '' } }),
    assegnazioniFerme: ferme.get(r.codice) ?? 0,
  }));
}

/**
 * Which unit is the Servizio di protocollo e archivi, and of which Area and Servizio it was a part, day after day (RN-36.1): a
 * stretch for each time one of the two changed.
 */
export async function leggiStoriaServizio(tx: Tx): Promise<StoriaServizio['items']> {
  const oggi = await oggiARoma(tx);
  const { rows } = await sql<{
    dal: string;
    codice: string;
    denominazione: string;
    percorso: string[];
    atto: string;
  }>`
    WITH giorni AS (
      SELECT p.dal, p.atto, 0 AS peso FROM servizio_protocollo p
      UNION ALL SELECT s.dal, s.atto, 1 FROM unita_storia s
    ), tratti AS (
      SELECT DISTINCT ON (g.dal) g.dal, g.atto, servizio_protocollo_al(g.dal) AS unita FROM giorni g ORDER BY g.dal, g.peso
    ), strutture AS (
      SELECT t.*, percorso_unita(t.unita, t.dal) AS percorso FROM tratti t WHERE t.unita IS NOT NULL
    ), mutate AS (
      SELECT x.*, lag(x.percorso) OVER (ORDER BY x.dal) AS prima, lag(x.unita) OVER (ORDER BY x.dal) AS unita_prima FROM strutture x
    )
    SELECT m.dal, u.codice, m.percorso[cardinality(m.percorso)] AS denominazione, m.percorso, m.atto
    FROM mutate m JOIN unita u ON u.id = m.unita
    WHERE m.prima IS NULL OR m.prima <> m.percorso OR m.unita_prima <> m.unita ORDER BY m.dal DESC`.execute(
    tx,
  );
  return rows.map((r, i) => {
    const dopo = rows[i - 1];
    return {
      unita: { codice: r.codice, denominazione: r.denominazione },
      percorso: r.percorso,
      ...(r.dal !== DA_SEMPRE && { dal: r.dal }),
      ...(dopo && { al: giornoPrima(dopo.dal) }),
      futura: r.dal > oggi,
      atto: r.atto,
    };
  });
}
