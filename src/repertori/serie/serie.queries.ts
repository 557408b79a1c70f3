import { sql } from 'kysely';
import { principaliDi, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { serieNonTrovata } from './serie.errors.ts';
import type { Serie, TipoCriterio, UnitaDiSerie } from './serie.schema.ts';

/** Serie of the ente by name; with `id`, that one. */
export async function findSerie(tx: Tx, id: string | null = null): Promise<Serie[]> {
  const righe = await tx
    .selectFrom('serie as s')
    .leftJoin('unita as u', 'u.id', 's.unita_id')
    .selectAll('s')
    .select([
      'u.codice as u_codice',
      'u.denominazione as u_denominazione',
      sql<number>`(SELECT count(*)::int FROM serie_unita x WHERE x.serie_id = s.id)`.as('quante'),
    ])
    .$if(id !== null, (qb) => qb.where('s.id', '=', id ?? ''))
    .orderBy('s.denominazione')
    .execute();
  return righe.map((r) => ({
    id: r.id,
    denominazione: r.denominazione,
    criterio: r.criterio,
    tipoCriterio: r.tipo_criterio as TipoCriterio,
    attivita: r.attivita ?? undefined,
    ufficio: r.u_codice ? { codice: r.u_codice, denominazione: r.u_denominazione ?? '' } : undefined,
    estremoIniziale: r.estremo_iniziale ?? undefined,
    estremoFinale: r.estremo_finale ?? undefined,
    note: r.note ?? undefined,
    chiusaIl: r.chiusa_il ? oraDiRoma(r.chiusa_il) : undefined,
    quanteUnita: r.quante,
    creataDa: r.creata_da,
    creataIl: oraDiRoma(r.creata_il),
    versione: r.versione,
  }));
}

/** @throws Rifiuto `serie.non-trovata` */
export async function trovaSerie(tx: Tx, id: string): Promise<Serie> {
  const [serie] = await findSerie(tx, id);
  if (!serie) throw serieNonTrovata();
  return serie;
}

type Riga = {
  id: string;
  tipo: 'fascicolo' | 'registro';
  codice: string;
  denominazione: string;
  anno: number | null;
  classificazione: string | null;
  chiuso: boolean;
  aggiunta_da: string;
  aggiunta_il: Date;
};

/** A fascicolo is named to whoever may open it (RN-44.1d). */
const apribile = (ctx: Contesto) =>
  sql<boolean>`(f.tutti_gli_uffici OR f.uffici_ammessi && ${principaliDi(ctx)}::uuid[])`;

/**
 * What the series gathers, registers first, then fascicoli by number; a page at a time.
 *
 * @param dopo id of the last one received
 */
export async function findUnitaDiSerie(
  tx: Tx,
  ctx: Contesto,
  serieId: string,
  dopo: string | undefined,
  limite: number,
): Promise<{ items: UnitaDiSerie[]; cursor?: string }> {
  const { rows } = await sql<Riga>`
    WITH unita AS (
      SELECT x.id, x.aggiunta_da, x.aggiunta_il, 'registro' AS tipo, r.codice, r.denominazione, NULL::smallint AS anno,
        r.classificazione, r.chiuso_il IS NOT NULL AS chiuso, 0::bigint AS ordine
      FROM serie_unita x JOIN registro r ON r.id = x.registro_id WHERE x.serie_id = ${serieId}
      UNION ALL
      SELECT x.id, x.aggiunta_da, x.aggiunta_il, 'fascicolo', f.codice, f.oggetto, f.anno, v.codice, f.chiuso_il IS NOT NULL, f.numero
      FROM serie_unita x JOIN fascicolo f ON f.id = x.fascicolo_id JOIN voce_titolario v ON v.id = f.voce_titolario_id
      WHERE x.serie_id = ${serieId} AND ${apribile(ctx)}
    )
    SELECT * FROM unita u
    WHERE ${dopo ?? null}::uuid IS NULL OR (u.ordine, u.denominazione, u.id) > (
      SELECT d.ordine, d.denominazione, d.id FROM unita d WHERE d.id = ${dopo ?? null}::uuid)
    ORDER BY u.ordine, u.denominazione, u.id LIMIT ${limite + 1}`.execute(tx);
  const pagina = rows.slice(0, limite);
  return {
    items: pagina.map((r) => ({
      id: r.id,
      tipo: r.tipo,
      codice: r.codice,
      denominazione: r.denominazione,
      anno: r.anno ?? undefined,
      classificazione: r.classificazione ?? undefined,
      chiuso: r.chiuso,
      aggiuntaDa: r.aggiunta_da,
      aggiuntaIl: oraDiRoma(r.aggiunta_il),
    })),
    cursor: rows.length > limite ? pagina.at(-1)?.id : undefined,
  };
}

/** The register, or the fascicolo that the asker may open, that a code names. */
export async function trovaUnita(
  tx: Tx,
  ctx: Contesto,
  quale: { registro: string } | { fascicolo: string },
): Promise<string | undefined> {
  if ('registro' in quale) {
    const riga = await tx
      .selectFrom('registro')
      .select('id')
      .where('codice', '=', quale.registro)
      .executeTakeFirst();
    return riga?.id;
  }
  const { rows } = await sql<{ id: string }>`
    SELECT f.id FROM fascicolo f WHERE f.codice = ${quale.fascicolo} AND f.livello = 1 AND ${apribile(ctx)}`.execute(
    tx,
  );
  return rows[0]?.id;
}
