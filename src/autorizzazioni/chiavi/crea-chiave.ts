import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { Segreto } from '../segreti.ts';
import { findChiave } from './chiavi.queries.ts';
import type { ChiaveCreata, NuovaChiave } from './chiavi.schema.ts';

/**
 * Makes a key for a program. The answer is the only place where its secret will ever be read.
 *
 * @param segreto the new secret; made from the client's Idempotency-Key it is the same at a retry, and the retry finds the
 *   key already made instead of making another (the secret is nowhere to be read from)
 * @throws Rifiuto `chiave-api.scadenza`, `chiave-api.unita`, `richiesta.chiave-riusata`
 */
export async function creaChiave(
  tx: Tx,
  ctx: Contesto,
  nuova: NuovaChiave,
  segreto: Segreto,
): Promise<ChiaveCreata> {
  const gia = await findChiave(tx, { impronta: segreto.impronta });
  if (gia) {
    verificaStessa(gia, nuova);
    return { ...gia, chiave: segreto.testo };
  }
  await verificaScadenza(tx, nuova.scadeIl);
  const { id } = await tx
    .insertInto('chiave_api')
    .values({
      ente_id: ctx.ente.id,
      nome: nuova.nome,
      impronta_segreto: segreto.impronta,
      ambiti: nuova.ambiti,
      unita_id: await trovaUnita(tx, nuova),
      scade_il: nuova.scadeIl,
      creata_da: ctx.soggetto.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await traccia(tx, ctx, 'chiave-api.creata', { tipo: 'chiave-api', id }, { ...nuova });
  const creata = await findChiave(tx, { id });
  if (!creata) throw new Error(`chiave API ${id} scritta e non riletta`);
  return { ...creata, chiave: segreto.testo };
}

function verificaStessa(gia: NuovaChiave, nuova: NuovaChiave): void {
  const uguali =
    gia.nome === nuova.nome &&
    gia.unita === nuova.unita &&
    Date.parse(gia.scadeIl) === Date.parse(nuova.scadeIl) &&
    gia.ambiti.join() === nuova.ambiti.join();
  if (!uguali)
    throw new Rifiuto({
      codice: 'richiesta.chiave-riusata',
      categoria: 'conflitto',
      dettaglio: 'La stessa Idempotency-Key è già servita per una richiesta diversa.',
    });
}

async function verificaScadenza(tx: Tx, scadeIl: string): Promise<void> {
  const { rows } = await sql<{ passata: boolean; lontana: boolean }>`
    SELECT ${scadeIl}::timestamptz <= clock_timestamp() AS passata,
      ${scadeIl}::timestamptz > clock_timestamp() + interval '2 years' AS lontana`.execute(tx);
  if (!rows[0]?.passata && !rows[0]?.lontana) return;
  throw new Rifiuto({
    codice: 'chiave-api.scadenza',
    categoria: 'nonValido',
    dettaglio: rows[0].passata ? 'La scadenza è già passata.' : 'Una chiave vale al più due anni.',
    campo: 'scadeIl',
  });
}

async function trovaUnita(tx: Tx, nuova: NuovaChiave): Promise<string | null> {
  const rifiuta = (dettaglio: string): never => {
    throw new Rifiuto({ codice: 'chiave-api.unita', categoria: 'nonValido', dettaglio, campo: 'unita' });
  };
  const registra = nuova.ambiti.includes('registrazioni:scrivi');
  if (nuova.unita === undefined)
    return registra ? rifiuta('Una chiave che registra agisce per un’unità: indicarla.') : null;
  const unita = await tx
    .selectFrom('unita')
    .select(['id', 'uop'])
    .where('codice', '=', nuova.unita)
    .where('attiva', '=', true)
    .executeTakeFirst();
  if (!unita) return rifiuta(`L’unità «${nuova.unita}» non esiste.`);
  // Only who acts for a UOP registers (RN-2.1h), person or program.
  if (registra && !unita.uop) return rifiuta(`L’unità «${nuova.unita}» non è una UOP: non può registrare.`);
  return unita.id;
}
