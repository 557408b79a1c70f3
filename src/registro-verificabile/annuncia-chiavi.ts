import { sql } from 'kysely';
import { scriviFoglia } from '#numerazione';
import type { Tx } from '#platform/db';
import type { Attore } from '#tracciamento';

type Parti = { ente: { id: string; codiceIpa: string }; registroId: string; adesso: Date; chi: Attore };

async function mancanti(
  tx: Tx,
  registroId: string,
): Promise<{ pubblica: Buffer; impronta: string; precedente: string | null; firma: Buffer | null }[]> {
  const { rows } = await sql<{
    pubblica: Buffer;
    impronta: string;
    precedente: string | null;
    firma: Buffer | null;
  }>`
    SELECT c.pubblica, encode(c.impronta, 'hex') AS impronta, encode(p.impronta, 'hex') AS precedente, c.firma
    FROM chiave_firma c LEFT JOIN chiave_firma p ON p.ente_id = c.ente_id AND p.progressivo = c.progressivo - 1
    WHERE NOT EXISTS (SELECT FROM foglia f WHERE f.registro_id = ${registroId} AND f.registrazione_id IS NULL AND f.tipo = 'chiave'
      AND f.contenuto::jsonb ->> 'impronta' = encode(c.impronta, 'hex'))
    ORDER BY c.progressivo`.execute(tx);
  return rows;
}

/**
 * Puts in the log every key of the ente that is not yet there, from the first, each signed by the one before: whoever trusts any one
 * of them can follow the others. Locks the register only if there is something to write.
 */
export async function annunciaChiavi(tx: Tx, p: Parti): Promise<void> {
  if ((await mancanti(tx, p.registroId)).length === 0) return;
  await tx
    .selectFrom('registro_stato')
    .select('registro_id')
    .where('registro_id', '=', p.registroId)
    .forUpdate()
    .execute();
  for (const c of await mancanti(tx, p.registroId)) {
    await scriviFoglia(tx, {
      ente: p.ente,
      registroId: p.registroId,
      tipo: 'chiave',
      dati: {
        chiave: c.pubblica.toString('base64'),
        impronta: c.impronta,
        precedente: c.precedente,
        firma: c.firma?.toString('base64') ?? null,
      },
      adesso: p.adesso,
      attore: p.chi.attore,
    });
  }
}
