import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import type { VidimazioneMancante } from './vidimazione.schema.ts';

/** Days looked back at: of older ones, only what was sent in this time. */
const GIORNI = 31;

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
      CROSS JOIN LATERAL da_vidimare(r.id, (oggi_del_registro() - ${GIORNI}::integer)::timestamp AT TIME ZONE 'Europe/Rome',
        oggi_del_registro()::timestamp AT TIME ZONE 'Europe/Rome', ${solo}::uuid) e
    WHERE r.tipo = 'protocollo'`;

/** The Area whose head the asker is, or stands in for. */
export function areaDi(ctx: Contesto): string | null {
  const dirige = ctx.permessi.has('registro-giornaliero.vidima') && ctx.responsabileUnita;
  return dirige ? (ctx.unita?.id ?? null) : null;
}

/**
 * What nobody has signed of the last month, whole extracts or what was assigned after: all of it for the RSP, each head his own
 * (RN-34.2-2).
 */
export async function vidimazioniMancanti(tx: Tx, ctx: Contesto): Promise<VidimazioneMancante[]> {
  const sua = areaDi(ctx);
  const tutte = ctx.ruoli.has('rsp');
  if (sua === null && !tutte) return [];
  const { rows } = await sql<Riga>`
    SELECT m.registro, m.giorno::text AS giorno, m.area_id, u.codice, u.denominazione, m.quante, m.aggiunta,
      ARRAY(SELECT btrim(p.cognome || ' ' || p.nome) FROM responsabili_area(u.id) x JOIN utente p ON p.id = x ORDER BY 1) AS responsabili
    FROM (SELECT r.codice AS registro, e.* FROM ${mancanti(tutte ? null : sua)}) m JOIN unita u ON u.id = m.area_id
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

/** How many he has to sign, for his desk; undefined for who signs none. */
export async function contaDaVidimare(tx: Tx, ctx: Contesto): Promise<number | undefined> {
  const sua = areaDi(ctx);
  if (sua === null) return undefined;
  const { rows } = await sql<{ area: boolean }>`SELECT area_di(${sua}::uuid) = ${sua}::uuid AS area`.execute(
    tx,
  );
  if (rows[0]?.area !== true) return undefined;
  const conto = await sql<{ n: number }>`SELECT count(*)::integer AS n FROM ${mancanti(sua)}`.execute(tx);
  return conto.rows[0]?.n;
}
