import { inLettura } from '#platform/db';
import type { PartiRicezione } from '../parti.ts';
import { leggiMessaggioConservato } from './leggi-conservato.ts';

/** Reads what was kept and not read: the process died between the two, or the reader has been mended since. */
export async function leggiArretrati(
  parti: PartiRicezione,
  casella: { id: string; enteId: string },
): Promise<void> {
  for (;;) {
    const rimasti = await inLettura(parti.db, casella.enteId, (tx) =>
      tx
        .selectFrom('messaggio')
        .select('id')
        .where('casella_id', '=', casella.id)
        .where('stato', '=', 'conservato')
        .orderBy('conservato_il')
        .limit(100)
        .execute(),
    );
    if (rimasti.length === 0) return;
    for (const { id } of rimasti) await leggiMessaggioConservato(parti, casella.enteId, id);
  }
}
