import { inLettura, inTransazione } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { traLeInviate } from '../trasporti/tra-le-inviate.ts';
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
  const inviata = await cercaInviata(parti, enteId, invio);
  await inTransazione(parti.db, enteId, async (tx) => {
    const chi = attoreSistema(enteId);
    const riga = await tx
      .selectFrom('invio')
      .select('stato')
      .where('id', '=', invio.id)
      .forUpdate()
      .executeTakeFirst();
    if (riga?.stato !== 'in-partenza') return;
    if (inviata) await segnaInviato(tx, chi, invio.id, 'posta-inviata');
    else if (await haLasciatoTraccia(tx, invio.id)) await segnaInviato(tx, chi, invio.id, 'ricevuta');
    else await segnaIncerto(tx, chi, invio.id, MOTIVO);
  });
}

async function cercaInviata(
  parti: PartiInvii,
  enteId: string,
  { casellaId, messageId }: { casellaId: string; messageId: string },
): Promise<boolean> {
  const casella = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('casella')
      .select(['id', 'trasporto', 'parametri', 'segreto'])
      .where('id', '=', casellaId)
      .executeTakeFirstOrThrow(),
  );
  try {
    return await traLeInviate(parti, casella, messageId);
  } catch (errore) {
    // A failure to look says nothing: then the receipts alone speak.
    parti.log.warn({ err: errore, casella: casellaId }, 'la cartella della posta inviata non si legge');
    return false;
  }
}
