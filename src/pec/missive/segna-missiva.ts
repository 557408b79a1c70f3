import type { Tx } from '#platform/db';
import type { RigaMessaggio } from '../messaggi/messaggi.queries.ts';
import { percheMissiva } from '../messaggi/valore-legale.ts';

/** Keeps with a registration that its message is «assimilabile a missiva non sottoscritta», where it is (RN-17.2, RN-17.3). */
export async function segnaMissiva(tx: Tx, m: RigaMessaggio, registrazioneId: string): Promise<void> {
  const perche = percheMissiva(m);
  if (perche === undefined) return;
  const { ente_id } = await tx
    .selectFrom('messaggio')
    .select('ente_id')
    .where('id', '=', m.id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('missiva')
    .values({ registrazione_id: registrazioneId, ente_id, messaggio_id: m.id, perche })
    .execute();
}
