import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { ISTANTE, leggiCursore, scriviCursore, UUID } from '#platform/http';
import { casellaMia, delProtocollo, trasmessoAMe } from '../caselle/caselle-mie.ts';
import { nonAmmesso } from '../pec.errors.ts';
import { trovaMessaggi } from './messaggi.queries.ts';
import type { ElencoMessaggi, FiltroMessaggi } from './messaggi.schema.ts';
import { mostra } from './mostra.ts';

const APERTI = ['conservato', 'quarantena', 'da-esaminare', 'accantonato', 'trasmesso'];

/**
 * What is in the boxes of whoever asks, and for the protocollo what offices transmitted, which is to be examined like the rest: what
 * waits, the oldest first, as at a counter; all the rest, the newest first.
 *
 * @throws Rifiuto `pec.riservata` he has none (RN-7.2)
 */
export async function elencaMessaggi(tx: Tx, ctx: Contesto, filtro: FiltroMessaggi): Promise<ElencoMessaggi> {
  const { rows: mie } = await sql<{ id: string }>`
    SELECT c.id FROM casella c WHERE ${casellaMia(ctx, 'c')}
      AND (${filtro.casella ?? null}::text IS NULL OR c.codice = ${filtro.casella ?? null})`.execute(tx);
  if (mie.length === 0 && !delProtocollo(ctx))
    throw nonAmmesso(
      'riservata',
      'La posta la legge chi lavora la casella: delle PEC, l’Ufficio Protocollo.',
    );
  const limite = filtro.limit ?? 50;
  // What is to be told within a term too: the terms run from the arrival.
  const prima = filtro.daComunicare === true || (filtro.stato !== undefined && APERTI.includes(filtro.stato));
  const condizioni = [
    sql`(m.casella_id = ANY (${mie.map((c) => c.id)}::uuid[]) OR ${trasmessoAMe(ctx, 'm')})`,
  ];
  if (filtro.casella) condizioni.push(sql`c.codice = ${filtro.casella}`);
  if (filtro.stato === 'da-esaminare' && delProtocollo(ctx))
    condizioni.push(sql`m.stato IN ('da-esaminare', 'trasmesso')`);
  else if (filtro.stato) condizioni.push(sql`m.stato = ${filtro.stato}`);
  if (filtro.daComunicare === true)
    condizioni.push(sql`m.stato = 'non-presentato' AND m.comunicazione_id IS NULL`);
  if (filtro.tipo) condizioni.push(sql`m.tipo = ${filtro.tipo}`);
  for (const parola of filtro.q?.trim().split(/\s+/).filter(Boolean) ?? []) {
    const modello = `%${parola.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    condizioni.push(sql`concat_ws(' ', m.oggetto, m.mittente, m.mittente_nome) ILIKE ${modello}`);
  }
  if (filtro.cursor) {
    const [istante, id] = leggiCursore(filtro.cursor, [ISTANTE, UUID]);
    const posto = sql`(${istante}::timestamptz, ${id}::uuid)`;
    condizioni.push(prima ? sql`(m.arrivato_il, m.id) > ${posto}` : sql`(m.arrivato_il, m.id) < ${posto}`);
  }
  const righe = await trovaMessaggi(
    tx,
    ctx,
    sql.join(condizioni, sql` AND `),
    sql`ORDER BY m.arrivato_il ${sql.raw(prima ? '' : 'DESC')}, m.id ${sql.raw(prima ? '' : 'DESC')} LIMIT ${limite + 1}`,
  );
  const pagina = righe.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map(mostra),
    cursor: righe.length > limite && ultima ? scriviCursore([ultima.posto, ultima.id]) : undefined,
  };
}
