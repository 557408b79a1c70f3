import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { inLettura, type Tx } from '#platform/db';
import { accodaPer } from '#platform/jobs';
import { traccia } from '#tracciamento';
import { casellaMia } from '../caselle/caselle-mie.ts';
import { leggiMessaggioConservato } from '../libro/leggi-conservato.ts';
import type { PartiLettura } from '../parti.ts';
import { casellaNonTrovata, nonAmmesso } from '../pec.errors.ts';

const PAGINA = 200;

export type Riletti = {
  riletti: number;
  /** Messages that could not be read now: their bytes are not those of the archive, or the archive does not answer. */
  falliti: { id: string; motivo: string }[];
};

/**
 * Reads again every message of a box that was kept from a moment on, the oldest first: the reader was mended, or an authority was added.
 * What was decided stays decided. May be repeated, and stopped anywhere.
 *
 * @param avanza told after each, how many have been read
 */
export async function rileggiDa(
  parti: PartiLettura,
  casella: { id: string; enteId: string },
  dal: Date,
  avanza: (fatti: number) => void = () => undefined,
): Promise<Riletti> {
  const esito: Riletti = { riletti: 0, falliti: [] };
  let ultimo = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const pagina = await inLettura(parti.db, casella.enteId, (tx) =>
      tx
        .selectFrom('messaggio')
        .select('id')
        .where('casella_id', '=', casella.id)
        .where('conservato_il', '>=', dal)
        // Identifiers grow with time: what is kept meanwhile comes last, and has just been read.
        .where('id', '>', ultimo)
        .orderBy('id')
        .limit(PAGINA)
        .execute(),
    );
    if (pagina.length === 0) return esito;
    for (const { id } of pagina) {
      ultimo = id;
      try {
        await leggiMessaggioConservato(parti, casella.enteId, id);
        esito.riletti++;
      } catch (errore) {
        // One that cannot be read must not hold up the others.
        esito.falliti.push({ id, motivo: errore instanceof Error ? errore.message : String(errore) });
        parti.log.warn({ err: errore, messaggio: id }, 'un messaggio di posta non si è potuto rileggere');
      }
      avanza(esito.riletti + esito.falliti.length);
    }
  }
}

/**
 * Asks for it, in the caller's transaction: it is done afterwards, by `pec.rileggi`.
 *
 * @returns how many messages there are to read
 * @throws Rifiuto `pec.casella-non-trovata`, `pec.riservata`
 */
export async function chiediRilettura(
  tx: Tx,
  ctx: Contesto,
  casellaId: string,
  dal: Date,
): Promise<{ messaggi: number }> {
  const casella = await tx
    .selectFrom('casella')
    .select(casellaMia(ctx, 'casella').as('mia'))
    .where('id', '=', casellaId)
    .executeTakeFirst();
  if (!casella) throw casellaNonTrovata();
  if (!casella.mia) throw nonAmmesso('riservata', 'Questa casella la lavora un altro ufficio.');
  const { rows } = await sql<{ n: string }>`
    SELECT count(*) AS n FROM messaggio WHERE casella_id = ${casellaId} AND conservato_il >= ${dal}`.execute(
    tx,
  );
  const messaggi = Number(rows[0]?.n ?? 0);
  const contenuto = { enteId: ctx.ente.id, casellaId, dal: dal.toISOString() };
  await accodaPer(tx, 'pec.rileggi', `pec.rileggi:${casellaId}:${contenuto.dal}`, contenuto, new Date());
  await traccia(tx, ctx, 'pec.riletti', { tipo: 'casella', id: casellaId }, { dal: contenuto.dal, messaggi });
  return { messaggi };
}

/** `pec.rileggi` {enteId, casellaId, dal}. */
export async function lavoroRileggi(contenuto: unknown, parti: PartiLettura): Promise<void> {
  const { enteId, casellaId, dal } = contenuto as { enteId: string; casellaId: string; dal: string };
  await rileggiDa(parti, { id: casellaId, enteId }, new Date(dal));
}
