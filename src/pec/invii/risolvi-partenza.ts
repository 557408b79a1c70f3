import { inTransazione } from '#platform/db';
import { attoreSistema } from '../attore-sistema.ts';
import { segnaIncerto, segnaInviato } from './concludi-partenza.ts';
import type { PartiInvii } from './parti.ts';
import { haLasciatoTraccia } from './prove-di-partenza.ts';

const MOTIVO =
  'il programma si è interrotto mentre lo consegnava al server, e nessuna ricevuta dice che sia partito';

/**
 * What was leaving when the process died: evidence that it left makes it sent, the lack of it makes it uncertain. It is never sent
 * again from here.
 */
export async function risolviPartenza(
  parti: PartiInvii,
  enteId: string,
  invio: { id: string; casellaId: string; messageId: string },
): Promise<void> {
  // A failure to look says nothing: then the receipts alone speak.
  const traLeInviate = await parti.cercaInviata?.(invio.casellaId, invio.messageId).catch(() => false);
  await inTransazione(parti.db, enteId, async (tx) => {
    const chi = attoreSistema(enteId);
    const riga = await tx
      .selectFrom('invio')
      .select('stato')
      .where('id', '=', invio.id)
      .forUpdate()
      .executeTakeFirst();
    if (riga?.stato !== 'in-partenza') return;
    if (traLeInviate === true) await segnaInviato(tx, chi, invio.id, 'posta-inviata');
    else if (await haLasciatoTraccia(tx, invio.id)) await segnaInviato(tx, chi, invio.id, 'ricevuta');
    else await segnaIncerto(tx, chi, invio.id, MOTIVO);
  });
}
