import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { inLettura, type Db, type Tx } from '#platform/db';
import { leggiCursore, scriviCursore, UUID } from '#platform/http';
import { cercaFascicoli } from './elenca-fascicoli.ts';
import { leggiBrevi } from './fascicoli.queries.ts';
import type { RepertorioFascicoli, VoceRepertorioFascicoli } from './fascicoli.schema.ts';

/**
 * A page of the repertorio dei fascicoli of a year: every fascicolo opened in it and open to the asker's office, in order of
 * classification and number, each followed by its parts (RN-46.1a–e). The class has the text it had at opening.
 */
export async function repertorioFascicoli(
  tx: Tx,
  ctx: Contesto,
  filtro: { anno: number; cursor?: string; limit?: number },
): Promise<RepertorioFascicoli> {
  const limite = filtro.limit ?? 100;
  const dopo = filtro.cursor ? leggiCursore(filtro.cursor, [UUID])[0] : undefined;
  const { ids } = await cercaFascicoli(tx, ctx, { anno: filtro.anno }, 'repertorio', dopo, limite);
  const pagina = ids.slice(0, limite);
  const altri = await altriDati(tx, pagina);
  const items = (await leggiBrevi(tx, pagina)).map((f): VoceRepertorioFascicoli => {
    const [numero = '', ...parti] = f.numero.split('.');
    const dati = altri.get(f.id);
    return {
      annoCreazione: f.anno,
      classificazione: { ...f.classificazione, percorso: dati?.percorso ?? [] },
      numero,
      ...(parti.length > 0 && { sottofascicolo: parti.join('.') }),
      annoChiusura: f.dataChiusura === undefined ? undefined : Number(f.dataChiusura.slice(0, 4)),
      denominazione: f.denominazione,
      oggetto: dati?.oggetto ?? f.oggetto,
      ...(parti.length > 0 && { oggettoSottofascicolo: f.oggetto }),
      tipo: f.tipo,
      ufficio: f.ufficio,
      rpa: f.rpa,
      dataApertura: f.dataApertura,
      dataChiusura: f.dataChiusura,
      riservatezza: f.riservatezza,
      luogo: dati?.luogo ?? undefined,
    };
  });
  return { items, cursor: ids.length > limite ? scriviCursore([pagina.at(-1) ?? '']) : undefined };
}

type Altri = {
  luogo: string | null;
  /** Of the fascicolo that holds it, or its own. */
  oggetto: string;
  percorso: { codice: string; denominazione: string }[];
};

async function altriDati(tx: Tx, ids: readonly string[]): Promise<Map<string, Altri>> {
  const { rows } = await sql<Altri & { id: string }>`
    WITH RECURSIVE voci AS (
      SELECT DISTINCT f.voce_titolario_id AS foglia, f.voce_titolario_id AS voce FROM fascicolo f WHERE f.id = ANY (${ids}::uuid[])
      UNION SELECT v.foglia, t.padre_id FROM voci v JOIN voce_titolario t ON t.id = v.voce WHERE t.padre_id IS NOT NULL
    ), percorsi AS (
      SELECT v.foglia, jsonb_agg(jsonb_build_object('codice', t.codice, 'denominazione', t.denominazione) ORDER BY t.livello) AS percorso
      FROM voci v JOIN voce_titolario t ON t.id = v.voce GROUP BY v.foglia
    )
    SELECT f.id, f.luogo, r.oggetto, p.percorso
    FROM fascicolo f JOIN percorsi p ON p.foglia = f.voce_titolario_id
      JOIN fascicolo r ON r.registro_id = f.registro_id AND r.numero = f.numero AND r.sottofascicolo = 0
    WHERE f.id = ANY (${ids}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, ...r }) => [id, r]));
}

/** The whole repertorio of a year, a page at a time: no transaction is held for as long as somebody downloads. */
export async function* scorriRepertorio(
  db: Db,
  ctx: Contesto,
  anno: number,
): AsyncGenerator<VoceRepertorioFascicoli[]> {
  let cursor: string | undefined;
  do {
    const da: string | undefined = cursor;
    const pagina = await inLettura(db, ctx.ente.id, (tx) =>
      repertorioFascicoli(tx, ctx, { anno, cursor: da, limit: 500 }),
    );
    yield pagina.items;
    cursor = pagina.cursor;
  } while (cursor !== undefined);
}
