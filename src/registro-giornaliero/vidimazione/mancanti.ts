import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { GIORNI, inizioDi } from './arretrate.queries.ts';
import type { ElencoMancanti, VidimazioneMancante } from './vidimazione.schema.ts';

type Riga = {
  registro: string;
  giorno: string;
  area_id: string;
  codice: string;
  denominazione: string;
  quante: number;
  aggiunta: boolean;
  responsabili: string[];
};

/** What is owed by the Area `solo`, or by all: rows of the function `da_vidimare`, as `e`, of the registers `r`. */
const mancanti = (solo: string | null): RawBuilder<unknown> => sql`registro r
      CROSS JOIN LATERAL da_vidimare(r.id, ${inizioDi(sql`oggi_del_registro() - ${GIORNI}::integer`)},
        ${inizioDi(sql`oggi_del_registro()`)}, 'infinity', ${solo}::uuid) e
    WHERE r.tipo = 'protocollo'`;

/** The units of the Area `solo`, or all, as `sue`. */
const uffici = (solo: string | null): RawBuilder<unknown> => sql`sue AS MATERIALIZED (
      SELECT u.id, u.area FROM (SELECT u.id, area_che_vidima(u.id) AS area FROM unita u OFFSET 0) u
      WHERE ${solo}::uuid IS NULL OR u.area = ${solo}::uuid)`;

/** The Area whose head the asker is, or stands in for. */
export function areaDi(ctx: Contesto): string | null {
  const dirige = ctx.permessi.has('registro-giornaliero.vidima') && ctx.responsabileUnita;
  return dirige ? (ctx.unita?.id ?? null) : null;
}

/** Who has to sign for the Area `u`. */
const responsabili = sql`ARRAY(SELECT btrim(p.cognome || ' ' || p.nome) FROM responsabili_area(u.id) x JOIN utente p ON p.id = x ORDER BY 1)`;

/**
 * What nobody has signed, whole extracts or what was assigned after: all of it for the RSP, each head his own (RN-34.2-2). Of the last
 * month one by one; what has waited longer by Area.
 */
export async function vidimazioniMancanti(tx: Tx, ctx: Contesto): Promise<ElencoMancanti> {
  const sua = areaDi(ctx);
  const tutte = ctx.ruoli.has('rsp');
  if (sua === null && !tutte) return { items: [], arretrate: [] };
  const solo = tutte ? null : sua;
  return {
    items: await dellUltimoMese(tx, solo, sua),
    arretrate: await perArea(tx, solo, sua),
    cercateFino: await finoA(tx),
  };
}

async function dellUltimoMese(
  tx: Tx,
  solo: string | null,
  sua: string | null,
): Promise<VidimazioneMancante[]> {
  const { rows } = await sql<Riga>`
    WITH ${uffici(solo)}
    SELECT m.registro, m.giorno::text AS giorno, m.area_id, u.codice, u.denominazione, m.quante, m.aggiunta, ${responsabili} AS responsabili
    FROM (SELECT r.codice AS registro, e.giornaliero_id, e.area_id, e.giorno, e.aggiunta, count(*)::integer AS quante
      FROM ${mancanti(solo)} GROUP BY 1, 2, 3, 4, 5) m JOIN unita u ON u.id = m.area_id
    WHERE NOT EXISTS (SELECT FROM vidimazione_arretrata x JOIN sue ON sue.id = x.unita_id
      WHERE x.giornaliero_id = m.giornaliero_id AND sue.area = m.area_id)
    ORDER BY m.giorno DESC, u.denominazione`.execute(tx);
  return rows.map((r) => ({
    registro: r.registro,
    giorno: r.giorno,
    area: { codice: r.codice, denominazione: r.denominazione },
    quante: r.quante,
    aggiunta: r.aggiunta,
    responsabili: r.responsabili,
    mia: r.area_id === sua,
  }));
}

type RigaArea = Pick<Riga, 'area_id' | 'codice' | 'denominazione' | 'responsabili'> & {
  estratti: number;
  dal: string;
};

async function perArea(
  tx: Tx,
  solo: string | null,
  sua: string | null,
): Promise<ElencoMancanti['arretrate']> {
  const { rows } = await sql<RigaArea>`
    WITH ${uffici(solo)}
    SELECT u.id AS area_id, u.codice, u.denominazione, m.estratti, m.dal::text AS dal, ${responsabili} AS responsabili
    FROM (SELECT s.area, count(DISTINCT g.id)::integer AS estratti, min(g.giorno) AS dal
      FROM vidimazione_arretrata x JOIN sue s ON s.id = x.unita_id JOIN registro_giornaliero g ON g.id = x.giornaliero_id
      GROUP BY s.area) m JOIN unita u ON u.id = m.area
    ORDER BY u.denominazione`.execute(tx);
  return rows.map((r) => ({
    area: { codice: r.codice, denominazione: r.denominazione },
    estratti: r.estratti,
    dal: r.dal,
    responsabili: r.responsabili,
    mia: r.area_id === sua,
  }));
}

/** Where whoever looks for the arretrate has come to, while days that have left the month are still to be gone through. */
async function finoA(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ fino: string }>`
    SELECT x.fino::text AS fino FROM registro r CROSS JOIN LATERAL (
      SELECT coalesce(c.fino, g.primo) AS fino, g.ultimo
      FROM (SELECT min(giorno) AS primo, max(giorno) AS ultimo FROM registro_giornaliero WHERE registro_id = r.id) g
        LEFT JOIN vidimazione_cercata c ON c.registro_id = r.id) x
    WHERE r.tipo = 'protocollo' AND x.fino <= x.ultimo AND x.fino < oggi_del_registro() - ${GIORNI}::integer
    ORDER BY 1 LIMIT 1`.execute(tx);
  return rows[0]?.fino;
}

/** How many he has to sign, for his desk; undefined for who signs none. */
export async function contaDaVidimare(tx: Tx, ctx: Contesto): Promise<number | undefined> {
  const sua = areaDi(ctx);
  if (sua === null) return undefined;
  const { rows } = await sql<{ area: boolean }>`SELECT area_di(${sua}::uuid) = ${sua}::uuid AS area`.execute(
    tx,
  );
  if (rows[0]?.area !== true) return undefined;
  const conto = await sql<{ n: number }>`
    WITH ${uffici(sua)}
    SELECT count(*)::integer AS n FROM (SELECT e.giornaliero_id FROM ${mancanti(sua)}
      UNION SELECT x.giornaliero_id FROM vidimazione_arretrata x WHERE x.unita_id IN (SELECT id FROM sue)) m`.execute(
    tx,
  );
  return conto.rows[0]?.n;
}
