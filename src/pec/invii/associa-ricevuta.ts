import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import type { MessaggioLetto } from '../messaggio/messaggio.ts';
import { CREDUTE, lega } from './lega-ricevuta.ts';

/** Why a receipt is matched by nobody but a person. */
type PercheSola = 'firma' | 'tipo-discorde' | 'invio-sconosciuto';

type Nomi = { msgid: string | null; identificativo: string | null; consegna: string | null };

const traAngoli = (id: string | undefined): string | null => {
  const pulito = id?.replace(/[<>\s]/g, '') ?? '';
  return pulito === '' ? null : `<${pulito}>`;
};

/**
 * What keeps a receipt from being believed: its signature, or a kind that is only in the headers. Those are outside the signature, and
 * whoever touches them would make a delivery of an acceptance: what the provider signed must say the same (RFC 6109 §2.1.1).
 */
function difettoDi(letto: MessaggioLetto): PercheSola | undefined {
  if (!CREDUTE.includes(letto.firma.esito)) return 'firma';
  return letto.daticert?.tipo === letto.tipo ? undefined : 'tipo-discorde';
}

/** The sending a receipt is of: by our Message-ID, else by the identifier learnt from its acceptance. It stays held. */
async function trovaInvio(tx: Tx, casellaId: string, letto: MessaggioLetto): Promise<string | undefined> {
  const nostri = [traAngoli(letto.daticert?.msgid), traAngoli(letto.riferimento)].filter((id) => id !== null);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM invio WHERE casella_id = ${casellaId}
      AND (message_id = ANY (${nostri}::text[]) OR identificativo = ${letto.daticert?.identificativo ?? null})
    ORDER BY message_id = ANY (${nostri}::text[]) DESC, id LIMIT 1 FOR UPDATE`.execute(tx);
  return rows[0]?.id;
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
  const difetto = difettoDi(letto);
  const invioId = difetto === undefined ? await trovaInvio(tx, m.casella_id, letto) : undefined;
  const perche = invioId === undefined ? (difetto ?? 'invio-sconosciuto') : null;
  const ricevutaId =
    gia?.id ?? (await scrivi(tx, { ...m, messaggioId, nomi, letto, istante: d?.istante ?? istante, perche }));
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
    perche: PercheSola | null;
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
      perche_sola: r.perche,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
