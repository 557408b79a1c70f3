import { sql } from 'kysely';
import { PROTEZIONE, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { MINUTI_DI_LETTURA } from './contenuto-consultabile.ts';
import { nonAmmesso, nonValido } from './registrazione.errors.ts';
import { trovaRegistrazione } from './registrazione.queries.ts';

const MOTIVO_MINIMO = 10;

type Chiave = { registro: string; anno: number; numero: number };

/**
 * Says why one reads a reserved document (RN-A.10): for some minutes he may, and it stays written, also of the RSP.
 *
 * @returns until when
 * @throws Rifiuto `documento.non-riservato`, `documento.motivo-mancante`, `documento.solo-persone`
 */
export async function motivaLettura(tx: Tx, ctx: Contesto, chiave: Chiave, motivo: string): Promise<string> {
  const r = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero, 'visibile');
  if (ctx.utenteId === null)
    throw nonAmmesso('solo-persone', 'Un documento riservato lo legge una persona, che ne dice il motivo.');
  if (r.protezione < PROTEZIONE.riservato)
    throw nonValido('non-riservato', 'motivo', 'Il documento non è riservato: si legge senza dire perché.');
  if (motivo.trim().length < MOTIVO_MINIMO)
    throw nonValido('motivo-mancante', 'motivo', `Il motivo ha almeno ${MOTIVO_MINIMO} caratteri.`);
  const { fino_al } = await tx
    .insertInto('lettura_riservata')
    .values({
      ente_id: ctx.ente.id,
      registrazione_id: r.id,
      utente_id: ctx.utenteId,
      motivo: motivo.trim(),
      fino_al: sql<Date>`clock_timestamp() + make_interval(mins => ${MINUTI_DI_LETTURA})`,
    })
    .returning('fino_al')
    .executeTakeFirstOrThrow();
  await traccia(
    tx,
    ctx,
    'documento.lettura-motivata',
    { tipo: 'registrazione', id: r.id },
    { motivo: motivo.trim() },
  );
  return oraDiRoma(fino_al);
}

async function riservata(tx: Tx, { registro, anno, numero }: Chiave): Promise<string | undefined> {
  const riga = await tx
    .selectFrom('registrazione as r')
    .innerJoin('registro as g', 'g.id', 'r.registro_id')
    .innerJoin('scheda as s', 's.registrazione_id', 'r.id')
    .select('r.id')
    .where('g.codice', '=', registro)
    .where('r.anno', '=', anno)
    .where('r.numero', '=', numero)
    .where('s.protezione', '>=', PROTEZIONE.riservato)
    .executeTakeFirst();
  return riga?.id;
}

/**
 * Reads something of a registration, and of a reserved one writes who read it and why before the answer goes: no reading
 * without its line.
 *
 * @param che what is read: `dettaglio`, `storia`, `ricevuta`
 */
export async function leggiTracciando<T>(
  db: Db,
  ctx: Contesto,
  chiave: Chiave,
  che: string,
  leggi: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { esito, id } = await inLettura(db, ctx.ente.id, async (tx) => ({
    esito: await leggi(tx),
    id: await riservata(tx, chiave),
  }));
  if (id !== undefined)
    await inTransazione(db, ctx.ente.id, async (tx) => {
      const detto = await tx
        .selectFrom('lettura_riservata')
        .select('motivo')
        .where('registrazione_id', '=', id)
        .where('utente_id', '=', ctx.utenteId)
        .orderBy('id', 'desc')
        .executeTakeFirst();
      await traccia(
        tx,
        ctx,
        'documento.riservato-letto',
        { tipo: 'registrazione', id },
        { che, motivo: detto?.motivo ?? 'registrato da chi legge' },
      );
    });
  return esito;
}
