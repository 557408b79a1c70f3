import { readdir } from 'node:fs/promises';
import { inTransazione, type Db } from '#platform/db';
import { errno } from '#platform/storage';
import { butta, cartellaEsportazioni } from './cartella.ts';
import { scadiEsportazioni } from './chiudi-esportazione.ts';

/** Of the nightly round: what has been kept long enough goes, and so do files that no living export has. */
export async function sgomberaEsportazioni(parti: { db: Db; dati: string }, enteId: string): Promise<void> {
  // Listed before asking: an export that begins meanwhile is not among them.
  const cartelle = await readdir(cartellaEsportazioni(parti.dati, enteId)).catch((errore: unknown) => {
    if (errno(errore) === 'ENOENT') return [];
    throw errore;
  });
  const vive = await inTransazione(parti.db, enteId, async (tx) => {
    await scadiEsportazioni(tx, enteId);
    return await tx
      .selectFrom('esportazione')
      .select('id')
      .where('stato', 'in', ['richiesta', 'in-corso', 'pronta'])
      .execute();
  });
  const tenute = new Set(vive.map((e) => e.id));
  for (const id of cartelle) if (!tenute.has(id)) await butta(parti.dati, enteId, id);
}
