import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { attoreSistema } from '../attore-sistema.ts';
import type { MessaggioLetto } from '../messaggio/messaggio.ts';
import { aggiornaDestinatari } from './aggiorna-destinatari.ts';
import { annotaInvio } from './annota-invio.ts';
import { segnaInviato } from './concludi-partenza.ts';

/** Signatures over which nobody has to look: a receipt without one, or altered, waits for a person (RFC 6109 §7). */
const CREDUTE = ['valida', 'non-riconosciuta'];

type Nomi = { msgid: string | null; identificativo: string | null; consegna: string | null };

const traAngoli = (id: string | undefined): string | null => {
  const pulito = id?.replace(/[<>\s]/g, '') ?? '';
  return pulito === '' ? null : `<${pulito}>`;
};

/** The sending a receipt is of: by our Message-ID, else by the identifier learnt from its acceptance. It stays held. */
async function trovaInvio(tx: Tx, casellaId: string, letto: MessaggioLetto): Promise<string | undefined> {
  const nostri = [traAngoli(letto.daticert?.msgid), traAngoli(letto.riferimento)].filter((id) => id !== null);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM invio WHERE casella_id = ${casellaId}
      AND (message_id = ANY (${nostri}::text[]) OR identificativo = ${letto.daticert?.identificativo ?? null})
    ORDER BY message_id = ANY (${nostri}::text[]) DESC, id LIMIT 1 FOR UPDATE`.execute(tx);
  return rows[0]?.id;
}

/** Of the recipients of a sending, the one at that address; nobody, where it is another one. */
export async function destinatarioA(
  tx: Tx,
  invioId: string,
  consegna: string | null,
): Promise<string | null> {
  if (consegna === null) return null;
  const { rows } = await sql<{ id: string }>`SELECT id FROM invio_destinatario
    WHERE invio_id = ${invioId} AND lower(indirizzo) = lower(${consegna})`.execute(tx);
  return rows[0]?.id ?? null;
}

/**
 * Files a receipt that arrived: finds the sending it is of, writes what it says of each recipient, ties it to the registration. In any
 * order, with its copies, before or after the acceptance, the outcome is the same. Called again for the same message it only tries
 * again to find the sending.
 *
 * @param istante when it arrived, for a receipt that does not say its own
 * @returns the sending, or undefined: it waits to be matched by hand
 */
export async function associaRicevuta(
  tx: Tx,
  messaggioId: string,
  letto: MessaggioLetto,
  istante: Date,
): Promise<{ ricevutaId: string; invioId: string | undefined }> {
  const m = await tx
    .selectFrom('messaggio')
    .select(['ente_id', 'casella_id'])
    .where('id', '=', messaggioId)
    .executeTakeFirstOrThrow();
  const chi = attoreSistema(m.ente_id);
  // One receipt of a box at a time: the one that teaches the identifier must not miss another that names nothing else.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pec/ricevute/${m.casella_id}`}, 0))`.execute(tx);
  const d = letto.daticert;
  const nomi: Nomi = {
    msgid: traAngoli(d?.msgid ?? letto.riferimento),
    identificativo: d?.identificativo ?? null,
    consegna: d?.consegna ?? null,
  };
  const gia = await tx
    .selectFrom('ricevuta')
    .select(['id', 'invio_id'])
    .where('messaggio_id', '=', messaggioId)
    .executeTakeFirst();
  if (gia?.invio_id) return { ricevutaId: gia.id, invioId: gia.invio_id };
  const invioId = CREDUTE.includes(letto.firma.esito) ? await trovaInvio(tx, m.casella_id, letto) : undefined;
  const ricevutaId =
    gia?.id ?? (await scrivi(tx, { ...m, messaggioId, nomi, letto, istante: d?.istante ?? istante }));
  if (invioId !== undefined) await lega(tx, chi, invioId, ricevutaId);
  return { ricevutaId, invioId };
}

async function scrivi(
  tx: Tx,
  r: {
    ente_id: string;
    casella_id: string;
    messaggioId: string;
    nomi: Nomi;
    letto: MessaggioLetto;
    istante: Date;
  },
): Promise<string> {
  const { letto, nomi } = r;
  const { destinatari, data, gestore, ricevuta } = letto.daticert ?? {};
  const { id } = await tx
    .insertInto('ricevuta')
    .values({
      ente_id: r.ente_id,
      casella_id: r.casella_id,
      messaggio_id: r.messaggioId,
      tipo: letto.tipo,
      ...nomi,
      istante: r.istante,
      errore: letto.daticert?.errore ?? letto.errore ?? null,
      errore_esteso: letto.daticert?.erroreEsteso ?? null,
      dati: JSON.stringify({ destinatari: destinatari ?? [], data, gestore, ricevuta }),
      firma: letto.firma.esito,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
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
    AND identificativo = ${identificativo} AND firma = ANY (${CREDUTE}::text[]) ORDER BY id`.execute(tx);
  for (const { id } of rows) await lega(tx, chi, invioId, id);
}
