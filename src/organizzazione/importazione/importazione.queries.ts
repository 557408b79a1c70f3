import { sql, type Selectable } from 'kysely';
import type { DB, Tx } from '#platform/db';
import { codiciUnita, statoDaRiga } from '../unita/unita.queries.ts';
import type { PeriodoUnita } from '../unita/unita.schema.ts';

/** A unit as it will be on the day of an import. */
export type Attuale = {
  id: string;
  codice: string;
  stato: PeriodoUnita['stato'];
  servizio: boolean;
  assegnazioniAperte: number;
};

/** Nobody else changes the chart until the end: what is compared is what is written. The lock is the one of `verifica_decorrenza`. */
export async function bloccaOrganigramma(tx: Tx, enteId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('organigramma ' || ${enteId}::text, 0))`.execute(
    tx,
  );
}

/** Every unit that is there on a day, or has been, with what is assigned to it now. */
export async function findAttuali(tx: Tx, giorno: string): Promise<Attuale[]> {
  const codici = await codiciUnita(tx);
  const { rows } = await sql<Selectable<DB['unita_storia']> & { servizio: boolean; aperte: number }>`
    SELECT o.*, o.unita_id = servizio_protocollo_al(${giorno}) AS servizio, (SELECT count(*)::integer FROM assegnazione a
      WHERE a.unita_id = o.unita_id AND a.stato IN ('assegnata', 'smistata', 'in-carico')) AS aperte
    FROM organigramma_al(${giorno}) o`.execute(tx);
  return rows.map((r) => ({
    id: r.unita_id,
    codice: codici.get(r.unita_id) ?? '',
    stato: statoDaRiga(r, codici),
    servizio: r.servizio,
    assegnazioniAperte: r.aperte,
  }));
}

/** Units that begin after a day: code → first day. */
export async function findFuture(tx: Tx, giorno: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ codice: string; dal: string }>`
    SELECT u.codice, min(s.dal)::text AS dal FROM unita_storia s JOIN unita u ON u.id = s.unita_id
    GROUP BY u.codice HAVING min(s.dal) > ${giorno}`.execute(tx);
  return new Map(rows.map((r) => [r.codice, r.dal]));
}

/** A row of the chart as it is written in a file. */
export type RigaEsportata = {
  codice: string;
  stato: PeriodoUnita['stato'];
  responsabili: string | null;
  servizio: boolean;
};

/** The open units of a day, after the ones they belong to, with who was at their head. */
export async function findEsportate(tx: Tx, giorno: string): Promise<RigaEsportata[]> {
  const codici = await codiciUnita(tx);
  const { rows } = await sql<
    Selectable<DB['unita_storia']> & { responsabili: string | null; servizio: boolean }
  >`
    WITH RECURSIVE aperte AS MATERIALIZED (
      SELECT o.*, u.codice AS suo FROM organigramma_al(${giorno}) o JOIN unita u ON u.id = o.unita_id WHERE o.attiva
    ), albero AS (
      SELECT a.unita_id, ARRAY[lpad(a.ordine::text, 5, '0') || a.suo] AS via FROM aperte a WHERE a.padre_id IS NULL
      UNION ALL
      SELECT a.unita_id, t.via || (lpad(a.ordine::text, 5, '0') || a.suo) FROM aperte a JOIN albero t ON t.unita_id = a.padre_id
    )
    SELECT a.*, a.unita_id = servizio_protocollo_al(${giorno}) AS servizio, (
      SELECT string_agg(DISTINCT p.cognome || ' ' || p.nome, ', ') FROM unita_responsabile r JOIN utente p ON p.id = r.utente_id
      WHERE r.unita_id = a.unita_id AND r.dal < ((${giorno}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')
        AND coalesce(r.al, 'infinity') > (${giorno}::date::timestamp AT TIME ZONE 'Europe/Rome')) AS responsabili
    FROM aperte a JOIN albero t USING (unita_id) ORDER BY t.via`.execute(tx);
  return rows.map((r) => ({
    codice: codici.get(r.unita_id) ?? '',
    stato: statoDaRiga(r, codici),
    responsabili: r.responsabili,
    servizio: r.servizio,
  }));
}

/** Who this ente is in IndicePA. */
export async function findCodiciIpa(tx: Tx): Promise<{ codiceIpa: string; codiceAoo: string }> {
  return await tx
    .selectFrom('aoo')
    .innerJoin('ente', 'ente.id', 'aoo.ente_id')
    .select(['ente.codice_ipa as codiceIpa', 'aoo.codice as codiceAoo'])
    .executeTakeFirstOrThrow();
}
