import { sql } from 'kysely';
import { inTransazione } from '#platform/db';
import { avvisa, rientra } from '#tracciamento';
import type { PartiConservazione } from '../parti.ts';

const IN_RITARDO = 'conservazione.in-ritardo';

/** RN-5.1: a package past its day that the conservatore was not given is a warning for all to see. */
export async function segnalaRitardi(parti: PartiConservazione, enteId: string): Promise<void> {
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ n: number; primo: string }>`
      SELECT count(*)::integer AS n, (array_agg(titolo ORDER BY dovuto_entro, id))[1] AS primo FROM pacchetto
      WHERE stato = 'prodotto' AND dovuto_entro < oggi_a_roma()`.execute(tx);
    const [r] = rows;
    if (!r || r.n === 0) return await rientra(tx, enteId, IN_RITARDO);
    await avvisa(
      tx,
      enteId,
      IN_RITARDO,
      r.n === 1
        ? `Un pacchetto doveva essere già al conservatore: ${r.primo}.`
        : `${r.n} pacchetti dovevano essere già al conservatore; il primo è ${r.primo}.`,
    );
  });
}

/** Days a conservatore may take to say that he has what he was given. */
const GIORNI_SENZA_RAPPORTO = 3;
const SENZA_RAPPORTO = 'conservazione.senza-rapporto';

/** Handed over is not kept: what nobody has answered for in days is somebody's to ask about (Linee guida AgID §4). */
export async function segnalaSenzaRapporto(parti: PartiConservazione, enteId: string): Promise<void> {
  const prima = new Date(parti.orologio.adesso().getTime() - GIORNI_SENZA_RAPPORTO * 24 * 60 * 60_000);
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ n: number; primo: string }>`
      SELECT count(*)::integer AS n, (array_agg(titolo ORDER BY inviato_il, id))[1] AS primo FROM pacchetto
      WHERE stato = 'inviato' AND inviato_il < ${prima}`.execute(tx);
    const [r] = rows;
    if (!r || r.n === 0) return await rientra(tx, enteId, SENZA_RAPPORTO);
    await avvisa(
      tx,
      enteId,
      SENZA_RAPPORTO,
      `${r.n === 1 ? 'Di un pacchetto inviato' : `Di ${r.n} pacchetti inviati`} da più di ${GIORNI_SENZA_RAPPORTO} giorni non c’è un rapporto di versamento buono: ${r.primo}${r.n === 1 ? '' : ' e altri'}. Va chiesto al conservatore.`,
    );
  });
}
