import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Quadro } from './quadro.schema.ts';
import { nelPeriodo, type Periodo } from './volumi.ts';

/**
 * How long documents wait, office by office: from the moment they reach it to its explicit conferma (AMB-14). Only what is for the
 * office itself, for competenza: who it is given to inside does not count twice.
 */
export async function attese(tx: Tx, periodo: Periodo): Promise<Quadro['attese']> {
  const { rows } = await sql<{
    codice: string;
    denominazione: string;
    assegnati: number;
    confermati: number;
    rinviati: number;
    mediana: number | null;
    novanta: number | null;
  }>`
    SELECT u.codice, u.denominazione, count(*) AS assegnati, count(a.confermata_il) AS confermati,
      count(*) FILTER (WHERE a.stato = 'rinviata') AS rinviati,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.confermata_il - a.smistata_il) / 3600) AS mediana,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM a.confermata_il - a.smistata_il) / 3600) AS novanta
    FROM assegnazione a JOIN unita u ON u.id = a.unita_id
    WHERE a.titolo = 'competenza' AND a.utente_id IS NULL AND ${nelPeriodo('a.smistata_il', periodo)}
    GROUP BY u.codice, u.denominazione ORDER BY count(*) DESC, u.codice`.execute(tx);
  return rows.map((r) => ({
    ufficio: { codice: r.codice, denominazione: r.denominazione },
    assegnati: r.assegnati,
    confermati: r.confermati,
    rinviati: r.rinviati,
    ...(r.mediana !== null && { oreMediane: decimi(r.mediana) }),
    ...(r.novanta !== null && { ore90: decimi(r.novanta) }),
  }));
}

/** Minutes from registration to the first smistamento, half of the times; undefined when nothing was sent. */
export async function minutiSmistamento(tx: Tx, periodo: Periodo): Promise<number | undefined> {
  const { rows } = await sql<{ mediana: number | null }>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM x.smistata - r.istante) / 60) AS mediana
    FROM (SELECT a.registrazione_id, min(a.smistata_il) AS smistata FROM assegnazione a
      WHERE ${nelPeriodo('a.smistata_il', periodo)} GROUP BY a.registrazione_id) x
    JOIN registrazione r ON r.id = x.registrazione_id`.execute(tx);
  const mediana = rows[0]?.mediana ?? null;
  return mediana === null ? undefined : decimi(mediana);
}

const decimi = (n: number): number => Math.round(n * 10) / 10;
