import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { casellaMia, delProtocollo, trasmessoAMe } from '../caselle/caselle-mie.ts';

export type PostaInAttesa = { stato: 'da-esaminare' | 'quarantena'; quanti: number };

/**
 * How many messages wait for a decision of whoever asks, counted up to `massimo` and one; nothing for who works no box.
 * Each is the length of the list of `/pec/messaggi` in that state: what an office transmitted is among what the protocollo examines.
 */
export async function contaDaEsaminare(tx: Tx, ctx: Contesto, massimo: number): Promise<PostaInAttesa[]> {
  if (!ctx.permessi.has('pec.legge')) return [];
  const { rows: mie } = await sql<{
    id: string;
  }>`SELECT c.id FROM casella c WHERE ${casellaMia(ctx, 'c')}`.execute(tx);
  if (mie.length === 0 && !delProtocollo(ctx)) return [];
  const contati: PostaInAttesa[] = [];
  for (const stato of ['da-esaminare', 'quarantena'] as const) {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*) AS n FROM (SELECT FROM messaggio m
        WHERE m.casella_id = ANY (${mie.map((c) => c.id)}::uuid[]) AND m.stato = ${sql.lit(stato)}
        UNION ALL SELECT FROM messaggio m WHERE ${stato === 'da-esaminare'} AND ${trasmessoAMe(ctx, 'm')} AND m.stato = 'trasmesso'
        LIMIT ${massimo + 1}) x`.execute(tx);
    contati.push({ stato, quanti: rows[0]?.n ?? 0 });
  }
  return contati;
}
