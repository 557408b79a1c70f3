import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { aggiornaDestinatari } from './aggiorna-destinatari.ts';
import { annotaInvio } from './annota-invio.ts';
import { segnaInviato } from './concludi-partenza.ts';

/** Signatures over which nobody has to look: a receipt without one, or altered, waits for a person (RFC 6109 §7). */
export const CREDUTE = ['valida', 'non-riconosciuta'];

/** Of the recipients of a sending, the one at that address; nobody, where it is another one. */
async function destinatarioA(tx: Tx, invioId: string, consegna: string | null): Promise<string | null> {
  if (consegna === null) return null;
  const { rows } = await sql<{ id: string }>`SELECT id FROM invio_destinatario
    WHERE invio_id = ${invioId} AND lower(indirizzo) = lower(${consegna})`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Ties a receipt to its sending, with all that follows. The caller holds the sending. */
export async function lega(
  tx: Tx,
  chi: Attore,
  invioId: string,
  ricevutaId: string,
  aMano?: { destinatarioId: string | null },
): Promise<void> {
  const r = await tx
    .selectFrom('ricevuta')
    .select(['messaggio_id', 'tipo', 'identificativo', 'consegna', 'casella_id'])
    .where('id', '=', ricevutaId)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('ricevuta')
    .set({
      invio_id: invioId,
      destinatario_id: aMano?.destinatarioId ?? (await destinatarioA(tx, invioId, r.consegna)),
      ...(aMano && {
        abbinata_da: chi.attore,
        abbinata_da_id: chi.utenteId,
        abbinata_il: sql<Date>`clock_timestamp()`,
      }),
    })
    .where('id', '=', ricevutaId)
    .execute();
  await sql`UPDATE messaggio m SET registrazione_id = i.registrazione_id FROM invio i
    WHERE m.id = ${r.messaggio_id} AND i.id = ${invioId} AND i.registrazione_id IS NOT NULL AND m.concluso_il IS NULL
      AND m.registrazione_id IS DISTINCT FROM i.registrazione_id`.execute(tx);
  await annotaInvio(tx, chi, invioId, 'ricevuta', {
    ricevuta: ricevutaId,
    tipo: r.tipo,
    aMano: aMano !== undefined,
  });
  // A receipt proves that the message left.
  await segnaInviato(tx, chi, invioId, 'ricevuta');
  if (r.identificativo !== null) await impara(tx, chi, invioId, r.casella_id, r.identificativo);
  await aggiornaDestinatari(tx, chi, invioId);
}

/** Learns the identifier of the envelope, and with it the receipts that came before and name nothing else. */
async function impara(
  tx: Tx,
  chi: Attore,
  invioId: string,
  casellaId: string,
  identificativo: string,
): Promise<void> {
  const { numAffectedRows } = await sql`UPDATE invio SET identificativo = ${identificativo}
    WHERE id = ${invioId} AND identificativo IS NULL`.execute(tx);
  if (numAffectedRows === 0n) return;
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM ricevuta WHERE casella_id = ${casellaId} AND invio_id IS NULL
    AND identificativo = ${identificativo} AND firma = ANY (${CREDUTE}::text[]) AND perche_sola IS DISTINCT FROM 'tipo-discorde'
    ORDER BY id`.execute(tx);
  for (const { id } of rows) await lega(tx, chi, invioId, id);
}
