import { sql } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Quadro } from './quadro.schema.ts';

export type Periodo = { dal: string; al: string };

/** The instants of a period of days of Rome: from the first midnight to the one after the last day. */
export const nelPeriodo = (colonna: string, { dal, al }: Periodo) =>
  sql`${sql.ref(colonna)} >= (${dal}::date::timestamp AT TIME ZONE 'Europe/Rome') AND ${sql.ref(colonna)} < ((${al}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')`;

/** Where the register has arrived. */
export async function statoRegistro(tx: Tx, oggi: string): Promise<Quadro['registro']> {
  const { rows } = await sql<{ codice: string; ultimo: number | null; istante: Date | null; oggi: number }>`
    SELECT g.codice, (SELECT c.ultimo FROM contatore c WHERE c.registro_id = g.id AND c.anno = ${oggi.slice(0, 4)}::smallint) AS ultimo,
      s.ultimo_istante AS istante,
      (SELECT count(*) FROM scheda x WHERE x.registro_id = g.id AND ${nelPeriodo('x.istante', { dal: oggi, al: oggi })}) AS oggi
    FROM registro g JOIN registro_stato s ON s.registro_id = g.id WHERE g.tipo = 'protocollo'`.execute(tx);
  const [r] = rows;
  if (!r) throw new Error('L’ente non ha un registro di protocollo');
  return {
    codice: r.codice,
    anno: Number(oggi.slice(0, 4)),
    ultimoNumero: r.ultimo ?? 0,
    oggi: r.oggi,
    ...(r.istante && { ultimoIstante: oraDiRoma(r.istante) }),
  };
}

/** Registrations of the protocollo, day by day. */
export async function volumi(tx: Tx, periodo: Periodo): Promise<Quadro['volumi']> {
  const { rows } = await sql<Quadro['volumi'][number]>`
    SELECT d::date::text AS giorno, coalesce(n.arrivo, 0) AS arrivo, coalesce(n.partenza, 0) AS partenza, coalesce(n.interno, 0) AS interno
    FROM generate_series(${periodo.dal}::date, ${periodo.al}::date, interval '1 day') d
    LEFT JOIN (
      SELECT (s.istante AT TIME ZONE 'Europe/Rome')::date AS giorno, count(*) FILTER (WHERE s.flusso = 'E') AS arrivo,
        count(*) FILTER (WHERE s.flusso = 'U') AS partenza, count(*) FILTER (WHERE s.flusso = 'I') AS interno
      FROM scheda s JOIN registro g ON g.id = s.registro_id AND g.tipo = 'protocollo'
      WHERE ${nelPeriodo('s.istante', periodo)} GROUP BY 1
    ) n ON n.giorno = d::date
    ORDER BY d`.execute(tx);
  return rows;
}
