import type { Log } from '#platform/log';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { addestraAltrove } from './addestra-altrove.ts';
import { PROGRAMMA } from './modello.ts';
import { contaNuove, leggiAvvio, leggiRegistrate } from './suggerimenti.queries.ts';

/** Enough new registrations to be worth learning again during the day: a twentieth of those known, and at least this many. */
const NUOVE_MINIME = 50;

/**
 * Learns again from the ente's registrations, if there is reason to: there is no model, or one of another version of the
 * program, or enough was registered since; `comunque` (at night) if anything was.
 *
 * @returns whether a new model was written
 */
export async function aggiornaModello(
  parti: { db: Db; log: Log },
  enteId: string,
  comunque: boolean,
): Promise<boolean> {
  const { db, log } = parti;
  const materiale = await inLettura(db, enteId, async (tx) => {
    const attuale = await tx
      .selectFrom('modello_suggerimenti')
      .select(['programma', 'esempi', 'ultimo_istante'])
      .executeTakeFirst();
    if (attuale?.programma === PROGRAMMA) {
      const soglia = comunque ? 1 : Math.max(NUOVE_MINIME, Math.round(attuale.esempi / 20));
      if ((await contaNuove(tx, attuale.ultimo_istante, soglia)) < soglia) return undefined;
    }
    return { ...(await leggiRegistrate(tx)), avvio: await leggiAvvio(tx) };
  });
  if (!materiale || materiale.registrate.length + materiale.avvio.length === 0) return false;
  const inizio = performance.now();
  const { contenuto, misure } = await addestraAltrove(materiale.registrate, materiale.avvio);
  const riga = {
    programma: PROGRAMMA,
    addestrato_il: new Date(),
    esempi: materiale.registrate.length,
    ultimo_istante: materiale.ultimo,
    misure: JSON.stringify(misure),
    contenuto,
  };
  await inTransazione(db, enteId, async (tx) => {
    await tx
      .insertInto('modello_suggerimenti')
      .values({ ente_id: enteId, ...riga })
      .onConflict((c) => c.column('ente_id').doUpdateSet(riga))
      .execute();
  });
  log.info(
    {
      ente: enteId,
      esempi: riga.esempi,
      misure,
      byte: contenuto.length,
      ms: Math.round(performance.now() - inizio),
    },
    'suggerimenti: modello aggiornato',
  );
  return true;
}
