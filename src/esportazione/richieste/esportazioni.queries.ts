import { sql, type Selectable } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { DB, Tx } from '#platform/db';
import type { Esportazione } from './esportazioni.schema.ts';

export type RigaEsportazione = Selectable<DB['esportazione']>;

const ELENCATE = 100;

export function inEsportazione(r: RigaEsportazione): Esportazione {
  return {
    id: r.id,
    ...(r.anno !== null && { anno: r.anno }),
    ancheChiavi: r.anche_chiavi,
    stato: r.stato as Esportazione['stato'],
    chiestaIl: oraDiRoma(r.chiesta_il),
    chiestaDa: r.chiesta_da,
    fatti: r.fatti,
    tutti: r.tutti,
    ...(r.pronta_il && { prontaIl: oraDiRoma(r.pronta_il) }),
    ...(r.scade_il && { scadeIl: oraDiRoma(r.scade_il) }),
    ...(r.byte !== null && { byte: r.byte }),
    ...(r.impronta && { impronta: r.impronta.toString('hex') }),
    ...(r.registrazioni !== null && { registrazioni: r.registrazioni }),
    ...(r.documenti !== null && { documenti: r.documenti }),
    ...(r.difetti !== null && { difetti: r.difetti }),
    ...(r.errore !== null && { errore: r.errore }),
    ...(r.chiusa_il && { chiusaIl: oraDiRoma(r.chiusa_il) }),
    ...(r.chiusa_da !== null && { chiusaDa: r.chiusa_da }),
  };
}

/** The most recent first. A program sees those that were opened to programs. */
export async function findEsportazioni(
  tx: Tx,
  quali: { perChiave: boolean; pronte?: boolean; id?: string; limite?: number },
): Promise<RigaEsportazione[]> {
  return await tx
    .selectFrom('esportazione')
    .selectAll()
    .$if(quali.perChiave, (q) => q.where('anche_chiavi', '=', true))
    .$if(quali.pronte ?? false, (q) => q.where('stato', '=', 'pronta'))
    .$if(quali.id !== undefined, (q) => q.where('id', '=', quali.id ?? ''))
    .orderBy('chiesta_il', 'desc')
    .limit(quali.limite ?? ELENCATE)
    .execute();
}

export async function anniRegistrati(tx: Tx): Promise<number[]> {
  // Year by year through the index of the numbers: a register has millions of rows and few years.
  const { rows } = await sql<{ anno: number }>`
    SELECT DISTINCT x.anno FROM registro g CROSS JOIN LATERAL (
      WITH RECURSIVE anni AS (
        (SELECT r.anno FROM registrazione r WHERE r.registro_id = g.id ORDER BY r.anno LIMIT 1)
        UNION ALL SELECT (SELECT r.anno FROM registrazione r WHERE r.registro_id = g.id AND r.anno > a.anno ORDER BY r.anno LIMIT 1)
        FROM anni a WHERE a.anno IS NOT NULL)
      SELECT anno FROM anni WHERE anno IS NOT NULL) x
    ORDER BY x.anno DESC`.execute(tx);
  return rows.map((r) => r.anno);
}
