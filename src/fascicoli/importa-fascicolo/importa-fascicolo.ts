import type { Contesto } from '#autorizzazioni';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { conflitto } from '../fascicoli.errors.ts';
import { trovaFascicolo } from '../fascicoli.queries.ts';
import { diAltraAoo } from './importazione.errors.ts';
import type { EsitoImportazione, Pacchetto } from './pacchetto.schema.ts';
import type { Resoconto } from './resoconto.ts';
import { rimettiDocumenti } from './rimetti-documenti.ts';
import { rimettiCollegamenti, rimettiInSerie, type VerbiLegami } from './rimetti-legami.ts';
import { rimettiParti } from './rimetti-parti.ts';

async function rimettiTutto(
  tx: Tx,
  ctx: Contesto,
  pacchetto: Pacchetto,
  verbi: VerbiLegami,
): Promise<{ id: string; esito: Omit<EsitoImportazione, 'confermata'> }> {
  const { ente, aoo, fascicolo, esportatoIl } = pacchetto.indice;
  const mia = await tx.selectFrom('aoo').select('codice').executeTakeFirstOrThrow();
  if (ente.codiceIpa !== ctx.ente.codiceIpa || aoo.codice !== mia.codice)
    throw diAltraAoo(ente.denominazione, aoo.denominazione);
  // Held: two who import it at once do it one after the other.
  const f = await trovaFascicolo(tx, ctx, fascicolo, 'per-modifica');
  const resoconto: Resoconto = { alPosto: 0, rimessi: [], problemi: [], avvisi: [] };
  await rimettiParti(tx, ctx, pacchetto, resoconto);
  await rimettiDocumenti(tx, ctx, pacchetto, resoconto);
  await rimettiCollegamenti(tx, ctx, pacchetto, verbi, resoconto);
  await rimettiInSerie(tx, ctx, pacchetto, verbi, resoconto);
  return {
    id: f.id,
    esito: {
      fascicolo: { numero: f.codice, denominazione: f.denominazione },
      esportatoIl,
      ...resoconto,
    },
  };
}

/** Ends a transaction of which nothing must stay. */
class Prova extends Error {}

/**
 * What importing would do, found by doing it and undoing it: the answer is the one that confirming gives.
 *
 * @throws Rifiuto `fascicolo.pacchetto-di-altra-aoo`, `fascicolo.non-trovato`
 */
export async function provaImportazione(
  db: Db,
  ctx: Contesto,
  pacchetto: Pacchetto,
  verbi: VerbiLegami,
): Promise<EsitoImportazione> {
  let esito: EsitoImportazione | undefined;
  try {
    await inTransazione(db, ctx.ente.id, async (tx) => {
      esito = { ...(await rimettiTutto(tx, ctx, pacchetto, verbi)).esito, confermata: false };
      throw new Prova();
    });
  } catch (errore) {
    if (!(errore instanceof Prova)) throw errore;
  }
  if (!esito) throw new Error('importazione non provata');
  return esito;
}

/**
 * Puts an exported fascicolo back as it was (RN-40.2b): parts, documents, links and serie that are missing come back as new facts,
 * each with its own trace; what is in its place is left, and what does not match stops everything. Once more, it does nothing.
 *
 * @throws Rifiuto `fascicolo.pacchetto-non-corrisponde` with the problems; as {@link provaImportazione}
 */
export async function importaFascicolo(
  tx: Tx,
  ctx: Contesto,
  { pacchetto, impronta }: { pacchetto: Pacchetto; impronta: string },
  verbi: VerbiLegami,
): Promise<EsitoImportazione> {
  const { id, esito } = await rimettiTutto(tx, ctx, pacchetto, verbi);
  if (esito.problemi.length > 0)
    throw conflitto(
      'pacchetto-non-corrisponde',
      'Il pacchetto non corrisponde a questo archivio: non è stato importato nulla.',
      { problemi: esito.problemi },
    );
  if (esito.rimessi.length > 0)
    await traccia(
      tx,
      ctx,
      'fascicolo.reimportato',
      { tipo: 'fascicolo', id },
      { numero: esito.fascicolo.numero, impronta, rimessi: esito.rimessi.length },
    );
  return { ...esito, confermata: true };
}
