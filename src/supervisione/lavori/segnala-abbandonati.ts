import { sql } from 'kysely';
import { inTransazione, type Db } from '#platform/db';
import { avvisa, rientra } from '#tracciamento';
import { lavoriAbbandonati } from './abbandonati.ts';

export const LAVORI_ABBANDONATI = 'lavori.abbandonati';

/** Every hour: a job that nobody tries any more is a warning, and what another took the place of is cleared away. */
export async function segnalaLavoriAbbandonati(db: Db, enteId: string): Promise<void> {
  await inTransazione(db, enteId, async (tx) => {
    await sql`SELECT sgombera_lavori_superati()`.execute(tx);
    const { totale, items } = await lavoriAbbandonati(tx, 1);
    const [primo] = items;
    if (!primo) return await rientra(tx, enteId, LAVORI_ABBANDONATI);
    await avvisa(
      tx,
      enteId,
      LAVORI_ABBANDONATI,
      totale === 1
        ? `Un lavoro in differita non è riuscito e non si riprova più da sé: doveva ${primo.cosa}. Lo riprende chi amministra il sistema.`
        : `${totale} lavori in differita non sono riusciti e non si riprovano più da sé; il primo doveva ${primo.cosa}. Li riprende chi amministra il sistema.`,
      { quanti: totale, primo: primo.lavoro },
    );
  });
}
