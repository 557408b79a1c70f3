import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import type { Modifica } from './giornata.ts';
import { valoreInChiaro } from '#registrazione';

export type RigaModifica = {
  passo: string;
  registrazione_id: string;
  tipo: Modifica['tipo'];
  istante: Date;
  campo: string | null;
  prima: unknown;
  dopo: unknown;
  motivo: string | null;
  atto_numero: string | null;
  atto_data: string | null;
  operatore: string;
};

/** All that changed, by annullamento, rettifica or variazione, where `condizione` on `x.registrazione_id` and `x.istante` holds. */
export function righeModifiche(condizione: RawBuilder<unknown>): RawBuilder<RigaModifica> {
  return sql<RigaModifica>`
    SELECT '3' AS passo, x.registrazione_id, 'annullamento' AS tipo, x.istante, NULL::text AS campo, NULL::jsonb AS prima, NULL::jsonb AS dopo,
      x.motivazione AS motivo, x.atto_numero, x.atto_data, x.operatore FROM annullamento x WHERE ${condizione}
    UNION ALL SELECT '1' || lpad(x.edizione::text, 5, '0'), x.registrazione_id, 'rettifica', x.istante, x.campo, x.prima, x.dopo, x.motivazione, NULL, NULL, x.operatore
      FROM rettifica x WHERE ${condizione}
    UNION ALL SELECT '2' || x.id::text, x.registrazione_id, 'variazione', x.istante, x.campo, x.prima, x.dopo, x.motivo, NULL, NULL, x.operatore
      FROM variazione x WHERE ${condizione}`;
}

export function modificaDi(r: RigaModifica): Modifica {
  return {
    tipo: r.tipo,
    istante: r.istante,
    campo: r.campo ?? undefined,
    prima: valoreInChiaro(r.prima),
    dopo: valoreInChiaro(r.dopo),
    motivo: r.motivo ?? undefined,
    atto: r.atto_numero !== null ? { numero: r.atto_numero, data: r.atto_data ?? '' } : undefined,
    operatore: r.operatore,
  };
}

/** The changes of these registrations before an instant, in their order. */
export async function modificheDi(
  tx: Tx,
  ids: readonly string[],
  fine: Date,
): Promise<Map<string, Modifica[]>> {
  const { rows } = await sql<RigaModifica>`SELECT * FROM (${righeModifiche(
    sql`x.registrazione_id = ANY (${ids}::uuid[]) AND x.istante < ${fine}`,
  )}) m ORDER BY istante, passo`.execute(tx);
  const per = new Map<string, Modifica[]>();
  for (const r of rows) per.set(r.registrazione_id, [...(per.get(r.registrazione_id) ?? []), modificaDi(r)]);
  return per;
}
