import { sql } from 'kysely';
import { carica, type Ricevuto } from '#documenti';
import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';
import { annota } from './annota.ts';

export type DaConservareOra = {
  casellaId: string;
  ricevuto: Ricevuto;
  arrivatoIl: Date;
  via: 'server' | 'importato';
  /** The copy it was read from, where there is a server. */
  copia?: { uidvalidity: number; uid: string };
};

/**
 * Keeps a message, in the caller's transaction: its bytes in the archive for good, its row, the ledger's line of its copy. The
 * same bytes found again are the message there already is.
 *
 * @returns its id, and whether it was already here
 */
export async function conserva(
  tx: Tx,
  chi: Attore,
  m: DaConservareOra,
): Promise<{ id: string; gia: boolean }> {
  const { digest, size } = m.ricevuto.deposito;
  // Two copies of one message that arrive together wait for one another here.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pec/${m.casellaId}/${digest}`}, 0))`.execute(tx);
  const trovato = await tx
    .selectFrom('messaggio')
    .select('id')
    .where('casella_id', '=', m.casellaId)
    .where('impronta', '=', digest)
    .executeTakeFirst();
  const id = trovato?.id ?? (await scrivi(tx, chi, m, digest, size));
  if (m.copia)
    await sql`UPDATE messaggio_server SET messaggio_id = ${id}, conservato_il = clock_timestamp(), ultimo_errore = NULL
      WHERE casella_id = ${m.casellaId} AND uidvalidity = ${m.copia.uidvalidity} AND uid = ${m.copia.uid}
        AND messaggio_id IS NULL`.execute(tx);
  return { id, gia: trovato !== undefined };
}

async function scrivi(
  tx: Tx,
  chi: Attore,
  m: DaConservareOra,
  digest: string,
  size: number,
): Promise<string> {
  const eml = await carica(tx, chi, m.ricevuto, `messaggio-${digest.slice(0, 12)}.eml`);
  const { id } = await tx
    .insertInto('messaggio')
    .values({
      ente_id: chi.ente.id,
      casella_id: m.casellaId,
      eml_id: eml.id,
      impronta: digest,
      dimensione: size,
      via: m.via,
      arrivato_il: m.arrivatoIl,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await annota(tx, chi, id, 'conservato', { via: m.via, ...m.copia });
  return id;
}
