import type { Contesto } from '#autorizzazioni';
import { inTransazione, type Tx } from '#platform/db';
import { conRifiuti } from './agisci.ts';
import type { Messaggio } from './messaggi.schema.ts';
import { mostraMessaggio } from './mostra-messaggio.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';

/** Carries out a verb on a message, in one transaction, and shows the message as it is after. */
export async function svolgi(
  parti: PartiMessaggi,
  ctx: Contesto,
  id: string,
  verbo: (tx: Tx) => Promise<unknown>,
): Promise<Messaggio> {
  await conRifiuti(() => inTransazione(parti.db, ctx.ente.id, verbo));
  return await mostraMessaggio(parti, ctx, id);
}
