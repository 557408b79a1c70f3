import { inTransazione, type Db } from '#platform/db';
import { accodaPer } from '#platform/jobs';
import { produciGiornalieri } from '../pacchetti/produci-giornalieri.ts';
import type { PartiConservazione } from '../parti.ts';
import { passaAlNuovo } from '../passaggio/passa-al-nuovo.ts';
import { chiediStati } from './chiedi-stati.ts';
import { programma } from './programma.ts';
import { ritiraEsiti } from './ritira-esiti.ts';
import { segnalaRitardi, segnalaSenzaRapporto } from './segnala-ritardi.ts';

const PER_VOLTA = 400;

/** Nothing is forgotten: what should have left and has no job left is queued again. */
async function riaccoda(parti: PartiConservazione, enteId: string): Promise<void> {
  await inTransazione(parti.db, enteId, async (tx) => {
    const fermi = await tx
      .selectFrom('pacchetto as p')
      .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
      .select('p.id')
      .where('c.attivo', '=', true)
      .where('p.stato', '=', 'prodotto')
      .where('p.prossimo_il', '<=', parti.orologio.adesso())
      .limit(PER_VOLTA)
      .execute();
    for (const { id } of fermi) await programma(tx, enteId, id, parti.orologio.adesso());
  });
}

/**
 * What conservation does by itself, every quarter of an hour: packages of the daily registers, what was for a conservatore since
 * replaced, deliveries that wait, rapporti, lateness.
 * May run any number of times.
 */
export async function lavoroRonda(contenuto: unknown, parti: PartiConservazione): Promise<void> {
  const { enteId } = contenuto as { enteId: string };
  await produciGiornalieri(parti, enteId);
  await passaAlNuovo(parti, enteId);
  await riaccoda(parti, enteId);
  await ritiraEsiti(parti, enteId);
  await chiediStati(parti, enteId);
  await segnalaRitardi(parti, enteId);
  await segnalaSenzaRapporto(parti, enteId);
}

/** Queues the next round: a job of its own, so that an end that does not answer keeps nobody else waiting. */
export async function prossimaRonda(db: Db, enteId: string): Promise<void> {
  await inTransazione(db, enteId, (tx) =>
    accodaPer(tx, 'conservazione.ronda', `conservazione.ronda:${enteId}`, { enteId }, new Date()),
  );
}
