import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { leggiCursore, Rifiuto, scriviCursore, UUID } from '#platform/http';
import { delMioUfficio, unitaGuidate } from './accesso.ts';
import { trovaAssegnazioni } from './assegnazioni.queries.ts';
import type { ElencoAssegnazioni, FiltroAssegnazioni } from './assegnazioni.schema.ts';
import { mostra } from './mostra.ts';

type Vista = NonNullable<FiltroAssegnazioni['vista']>;
/** Instants of assignments have milliseconds (`istante_corrente`): a Date carries them whole. */
const AL_MILLESIMO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

type Ordine = { colonna: 'smistata_il' | 'assegnata_il' | 'conclusa_il'; verso: 'ASC' | 'DESC' };

const OGGI = sql`(istante_corrente() AT TIME ZONE 'Europe/Rome')::date`;
const GIORNI_DI_PREAVVISO = 5;

/** What the office sees newest first, and what waits for the UOP oldest first. */
const viste: Record<Vista, { dove: RawBuilder<unknown>; ordine: Ordine; lato: 'ufficio' | 'uop' }> = {
  'da-prendere': {
    dove: sql`(a.stato = 'smistata' OR (a.stato = 'in-carico' AND a.confermata_il IS NULL))`,
    ordine: { colonna: 'smistata_il', verso: 'DESC' },
    lato: 'ufficio',
  },
  'in-carico': {
    dove: sql`a.stato = 'in-carico' AND a.confermata_il IS NOT NULL`,
    ordine: { colonna: 'smistata_il', verso: 'DESC' },
    lato: 'ufficio',
  },
  archiviate: {
    dove: sql`a.stato = 'archiviata'`,
    ordine: { colonna: 'conclusa_il', verso: 'DESC' },
    lato: 'ufficio',
  },
  'da-smistare': {
    dove: sql`a.stato = 'assegnata'`,
    ordine: { colonna: 'assegnata_il', verso: 'ASC' },
    lato: 'uop',
  },
  rinviate: {
    dove: sql`a.stato = 'rinviata' AND a.rinvio_evaso_il IS NULL`,
    ordine: { colonna: 'conclusa_il', verso: 'ASC' },
    lato: 'uop',
  },
  'in-scadenza': {
    dove: sql`a.stato IN ('smistata', 'in-carico') AND a.scadenza BETWEEN ${OGGI} AND ${OGGI} + ${GIORNI_DI_PREAVVISO}::integer`,
    ordine: { colonna: 'smistata_il', verso: 'DESC' },
    lato: 'ufficio',
  },
  scadute: {
    dove: sql`a.stato IN ('smistata', 'in-carico') AND a.scadenza < ${OGGI}`,
    ordine: { colonna: 'smistata_il', verso: 'DESC' },
    lato: 'ufficio',
  },
  'non-ritirate': {
    dove: sql`a.stato = 'smistata' AND r.supporto = 'analogico'
      AND (a.smistata_il AT TIME ZONE 'Europe/Rome')::date < (istante_corrente() AT TIME ZONE 'Europe/Rome')::date`,
    ordine: { colonna: 'smistata_il', verso: 'ASC' },
    lato: 'uop',
  },
};

function dellaUop(ctx: Contesto): RawBuilder<unknown> {
  if (ctx.profilo === 'responsabile' || ctx.unita?.ufficioProtocollo === true) return sql`true`;
  const unita = ctx.unita?.uop === true ? ctx.unita.id : null;
  return sql`(r.unita_id = ${unita}::uuid OR a.da_unita_id = ${unita}::uuid)`;
}

/** What belongs to a queue: the same for its list and for its count, so that a counter never promises what is not there. */
function appartengono(
  ctx: Contesto,
  filtro: FiltroAssegnazioni,
  guidate: ReadonlySet<string>,
): RawBuilder<unknown>[] {
  const { dove, lato } = viste[filtro.vista ?? 'da-prendere'];
  const condizioni = [dove, lato === 'ufficio' ? delMioUfficio(ctx, guidate) : dellaUop(ctx)];
  // What the head gave to somebody is for that one to take.
  if ((filtro.vista ?? 'da-prendere') === 'da-prendere')
    condizioni.push(sql`(a.utente_id IS NULL OR a.utente_id = ${ctx.utenteId}::uuid)`);
  if (filtro.mie === true) condizioni.push(sql`a.utente_id = ${ctx.utenteId}::uuid`);
  if (filtro.titolo !== undefined) condizioni.push(sql`a.titolo = ${filtro.titolo}`);
  if (filtro.scadonoEntro !== undefined) condizioni.push(sql`a.scadenza <= ${filtro.scadonoEntro}::date`);
  return condizioni;
}

/** How many there are in a queue, counted up to `massimo` + 1. */
export async function contaAssegnazioni(
  tx: Tx,
  ctx: Contesto,
  filtro: FiltroAssegnazioni,
  massimo: number,
): Promise<number> {
  const condizioni = appartengono(ctx, filtro, await unitaGuidate(tx, ctx));
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT FROM assegnazione a JOIN registrazione r ON r.id = a.registrazione_id
      WHERE ${sql.join(condizioni, sql` AND `)} LIMIT ${massimo + 1}) x`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Pages of a queue: those of the office in use, or of the UOP. */
export async function elencaAssegnazioni(
  tx: Tx,
  ctx: Contesto,
  filtro: FiltroAssegnazioni,
): Promise<ElencoAssegnazioni> {
  const { ordine, lato } = viste[filtro.vista ?? 'da-prendere'];
  if (lato === 'uop' && !ctx.permessi.has('assegnazione.assegna'))
    throw new Rifiuto({
      codice: 'assegnazione.della-uop',
      categoria: 'nonAmmesso',
      dettaglio: 'È l’elenco della UOP.',
    });
  const guidate = await unitaGuidate(tx, ctx);
  const condizioni = appartengono(ctx, filtro, guidate);
  const colonna = sql.ref(`a.${ordine.colonna}`);
  if (filtro.cursor !== undefined) {
    const [istante, id] = leggiCursore(filtro.cursor, [AL_MILLESIMO, UUID]);
    condizioni.push(
      sql`(${colonna}, a.id) ${sql.raw(ordine.verso === 'ASC' ? '>' : '<')} (${istante}::timestamptz, ${id}::uuid)`,
    );
  }
  const limite = filtro.limit ?? 100;
  const verso = sql.raw(ordine.verso);
  const righe = await trovaAssegnazioni(
    tx,
    sql.join(condizioni, sql` AND `),
    sql`${colonna} ${verso}, a.id ${verso}`,
    limite + 1,
  );
  const pagina = righe.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((a) => mostra(ctx, a, guidate)),
    cursor:
      righe.length > limite && ultima
        ? scriviCursore([ultima[ordine.colonna]?.toISOString() ?? '', ultima.id])
        : undefined,
  };
}
