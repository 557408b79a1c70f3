import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/**
 * Whether something that arrived names this Message-ID of ours: then the message left, whatever the process that was sending it could
 * write. Also a message that is not read yet as a receipt.
 */
export async function haLasciatoTraccia(tx: Tx, invioId: string): Promise<boolean> {
  const { rows } = await sql<{ c: boolean }>`
    SELECT EXISTS (SELECT FROM ricevuta r WHERE r.invio_id = i.id)
      OR EXISTS (SELECT FROM ricevuta r WHERE r.casella_id = i.casella_id AND r.invio_id IS NULL AND r.msgid = i.message_id)
      OR EXISTS (SELECT FROM messaggio m WHERE m.casella_id = i.casella_id AND m.riferimento = i.message_id
        AND m.tipo IN ('accettazione', 'non-accettazione', 'avvenuta-consegna', 'errore-consegna', 'preavviso-errore-consegna'))
      AS c FROM invio i WHERE i.id = ${invioId}`.execute(tx);
  return rows[0]?.c ?? false;
}
