import type { Contesto } from '#autorizzazioni';
import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { traccia } from '#tracciamento';
import { cercaLog } from './cerca-log.ts';
import type { FiltroLog } from './log.schema.ts';

const PAGINA = 200;

/** Columns in the words of the office. */
const COLONNE = [
  'Data e ora',
  'Chi',
  'Ufficio',
  'Operazione',
  'Codice',
  'Su che cosa',
  'Dettaglio',
  'Indirizzo',
  'Richiesta',
];

/** Writes down that somebody takes the log away, before the first line leaves. */
export async function annotaEsportazione(db: Db, ctx: Contesto, filtro: FiltroLog): Promise<void> {
  await inTransazione(db, ctx.ente.id, (tx) =>
    traccia(tx, ctx, 'log.esportato', { tipo: 'log' }, { filtro }),
  );
}

/**
 * The operations of a filter as CSV, a page at a time, so that neither memory nor a transaction is held for as long as somebody
 * downloads.
 */
export async function* esportaLog(db: Db, ctx: Contesto, filtro: FiltroLog): AsyncGenerator<string> {
  yield INIZIO_CSV + rigaCsv(COLONNE);
  let cursor: string | undefined;
  do {
    const pagina = await inLettura(db, ctx.ente.id, (tx) =>
      cercaLog(tx, ctx, { ...filtro, limit: PAGINA, ...(cursor !== undefined && { cursor }) }),
    );
    for (const r of pagina.items)
      yield rigaCsv([
        r.istante,
        r.attore,
        r.unita,
        r.testo,
        r.operazione,
        r.oggetto.nome ?? [r.oggetto.tipo, r.oggetto.id].filter(Boolean).join(' '),
        Object.keys(r.dettaglio).length > 0 ? JSON.stringify(r.dettaglio) : '',
        r.ip,
        r.richiesta,
      ]);
    cursor = pagina.cursor;
  } while (cursor !== undefined);
}
