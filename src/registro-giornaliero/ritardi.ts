import { sql } from 'kysely';
import { inTransazione, type Db } from '#platform/db';
import { avvisa, rientra } from '#tracciamento';

const AVVISO = 'registro-giornaliero.in-ritardo';

/**
 * Raises a warning when there are daily registers that were due to conservation and have not been handed over (RN-5.1). The working
 * day on which one is due counts whole. When they all have been, the warning goes by itself.
 */
export async function segnalaRitardi({ db }: { db: Db }, enteId: string): Promise<void> {
  await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<{ quanti: number; primo: string | null; dovuto: string | null }>`
      SELECT count(*)::integer AS quanti, min(g.giorno)::text AS primo, min(g.dovuto_entro)::text AS dovuto FROM registro_giornaliero g
      WHERE g.dovuto_entro < oggi_del_registro() AND NOT giornaliero_consegnato(g.id)`.execute(tx);
    const [r] = rows;
    if (!r || r.quanti === 0) return await rientra(tx, enteId, AVVISO);
    const giorno = (g: string | null): string => (g ?? '').split('-').reverse().join('/');
    await avvisa(
      tx,
      enteId,
      AVVISO,
      r.quanti === 1
        ? `Il registro giornaliero del ${giorno(r.primo)} doveva essere versato in conservazione entro il ${giorno(r.dovuto)}.`
        : `${r.quanti} registri giornalieri non sono stati versati in conservazione nei termini: il primo è del ${giorno(r.primo)}.`,
      { quanti: r.quanti, primo: r.primo },
    );
  });
}
