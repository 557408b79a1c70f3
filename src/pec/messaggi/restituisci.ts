import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { accodaInvio } from '../invii/accoda-invio.ts';
import { concludi, messaggioDaDecidere } from './agisci.ts';
import { mittenteACuiScrivere } from './mittente-a-cui-scrivere.ts';

/** The words of art. 21, exactly. */
export const PERVENUTO_PER_ERRORE = 'MESSAGGIO PERVENUTO PER ERRORE – NON DI COMPETENZA DI QUESTA AOO';

/**
 * Gives back to its sender a message that came by mistake, with the fixed text, from the box it came to; it stays in the list with
 * who gave it back and when (RN-21.1, RN-21.1-2, RN-21.2, RN-36.2g).
 *
 * @throws Rifiuto `pec.senza-mittente`; `pec.risposta-a-automatico`; `invio.*` the box cannot send
 */
export async function restituisci(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const m = await messaggioDaDecidere(tx, ctx, id);
  // Whoever else is deciding of it waits here, and then finds it decided: nothing is sent twice.
  await sql`SELECT FROM messaggio WHERE id = ${id} FOR UPDATE`.execute(tx);
  const destinatario = mittenteACuiScrivere(m);
  await concludi(tx, ctx, id, 'restituito', { motivo: PERVENUTO_PER_ERRORE });
  await accodaInvio(tx, ctx, {
    casellaId: m.casella_id,
    genere: 'restituzione',
    messaggioId: id,
    oggetto: PERVENUTO_PER_ERRORE,
    testo: PERVENUTO_PER_ERRORE,
    destinatari: [destinatario],
    inRispostaA: m.lettura?.riferimento ?? m.message_id ?? undefined,
  });
}
