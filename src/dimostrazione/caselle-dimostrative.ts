import { inLettura, type Db } from '#platform/db';
import type { CasellaDimostrativa } from './recapita.ts';

/** The boxes of a demonstration ente that are folders; of any other ente, none. */
export async function caselleDimostrative(db: Db, enteId: string): Promise<CasellaDimostrativa[]> {
  const ente = await db.selectFrom('ente').select('dimostrativo').where('id', '=', enteId).executeTakeFirst();
  if (!ente?.dimostrativo) return [];
  const righe = await inLettura(db, enteId, (tx) =>
    tx
      .selectFrom('casella')
      .select(['indirizzo', 'parametri'])
      .where('trasporto', '=', 'cartella')
      .where('attiva', '=', true)
      .orderBy('principale', 'desc')
      .execute(),
  );
  return righe.map((r) => ({
    indirizzo: r.indirizzo,
    cartella: (r.parametri as { cartella: string }).cartella,
  }));
}
