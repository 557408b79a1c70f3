import { sql } from 'kysely';
import { perChiunque, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import type { Comunicazione, ElencoComunicazioni, FiltroComunicazioni } from './comunicazioni.schema.ts';

/** What this person was told, newest first. An API key is nobody, and was told nothing. */
export async function elencaComunicazioni(
  tx: Tx,
  ctx: Contesto,
  filtro: FiltroComunicazioni,
): Promise<ElencoComunicazioni> {
  if (ctx.utenteId === null) return { items: [], nonLette: 0 };
  const limite = filtro.limit ?? 20;
  let domanda = tx
    .selectFrom('comunicazione_destinatario as d')
    .innerJoin('comunicazione as c', 'c.id', 'd.comunicazione_id')
    .leftJoin('scheda as s', 's.registrazione_id', 'c.registrazione_id')
    .select([
      'c.id',
      'c.tipo',
      'c.oggetto',
      'c.testo',
      'c.dettaglio',
      'c.collegamento',
      'c.mittente',
      'c.inviata_il',
      'd.letta_il',
      // Of a communication about no document there is none.
      perChiunque('s', 'oggetto').$castTo<string | null>().as('documento'),
    ])
    .where('d.utente_id', '=', ctx.utenteId)
    // UUIDv7: by identity is by time.
    .orderBy('c.id', 'desc')
    .limit(limite + 1);
  if (filtro.nonLette) domanda = domanda.where('d.letta_il', 'is', null);
  if (filtro.cursor) domanda = domanda.where(sql<string>`c.id::text`, '<', filtro.cursor);
  const righe = await domanda.execute();
  const { n } = await tx
    .selectFrom('comunicazione_destinatario')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('utente_id', '=', ctx.utenteId)
    .where('letta_il', 'is', null)
    .executeTakeFirstOrThrow();
  const items = righe.slice(0, limite).map((r): Comunicazione => ({
    id: r.id,
    tipo: r.tipo,
    oggetto: r.oggetto,
    testo: r.testo,
    dettaglio: r.dettaglio as Comunicazione['dettaglio'],
    mittente: r.mittente,
    inviataIl: r.inviata_il.toISOString(),
    ...(r.documento !== null && { documento: r.documento }),
    ...(r.collegamento !== null && { collegamento: r.collegamento }),
    ...(r.letta_il !== null && { lettaIl: r.letta_il.toISOString() }),
  }));
  const ultima = items.at(-1);
  return { items, nonLette: n, ...(righe.length > limite && ultima && { cursor: ultima.id }) };
}
