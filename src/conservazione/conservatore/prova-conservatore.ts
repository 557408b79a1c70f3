import { inLettura } from '#platform/db';
import { senzaConservatore } from '../conservazione.errors.ts';
import { perche } from '../consegna/perche.ts';
import type { PartiConservazione } from '../parti.ts';
import { apriTrasporto } from '../trasporti/apri.ts';
import type { EsitoProva } from './conservatore.schema.ts';

/** Reaches who keeps, and leaves nothing there. @throws Rifiuto `conservazione.senza-conservatore` */
export async function provaConservatore(parti: PartiConservazione, enteId: string): Promise<EsitoProva> {
  const c = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('conservatore')
      .select(['id', 'trasporto', 'parametri', 'segreto', 'dialetto'])
      .where('attivo', '=', true)
      .executeTakeFirst(),
  );
  if (!c) throw senzaConservatore();
  try {
    const trasporto = await apriTrasporto(parti, c);
    try {
      return { riuscita: true, dettaglio: await trasporto.prova() };
    } finally {
      await trasporto.chiudi();
    }
  } catch (errore) {
    return { riuscita: false, dettaglio: perche(errore) };
  }
}
