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

/** Pages of a queue: those of the office in use, or of the UOP. */
export async function elencaAssegnazioni(
  tx: Tx,
  ctx: Contesto,
  filtro: FiltroAssegnazioni,
): Promise<ElencoAssegnazioni> {
  const { dove, ordine, lato } = viste[filtro.vista ?? 'da-prendere'];
  if (lato === 'uop' && !ctx.permessi.has('assegnazione.assegna'))
    throw new Rifiuto({
      codice: 'assegnazione.della-uop',
      categoria: 'nonAmmesso',
      dettaglio: 'È l’elenco della UOP.',
    });
  const guidate = await unitaGuidate(tx, ctx);
  const condizioni = [dove, lato === 'ufficio' ? delMioUfficio(ctx, guidate) : dellaUop(ctx)];
  if (filtro.mie === true) condizioni.push(sql`a.utente_id = ${ctx.utenteId}::uuid`);
  if (filtro.titolo !== undefined) condizioni.push(sql`a.titolo = ${filtro.titolo}`);
  if (filtro.scadonoEntro !== undefined) condizioni.push(sql`a.scadenza <= ${filtro.scadonoEntro}::date`);
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
