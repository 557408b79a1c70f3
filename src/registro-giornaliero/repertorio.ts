import { sql } from 'kysely';
import { creaRegistro } from '#numerazione';
import type { Contesto } from '#autorizzazioni';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';

/** An ente may have called so a repertorio of its own. */
const CODICI = ['RG', 'RG_GIORNALIERI', 'RG_PROTOCOLLO'];

async function trova(tx: Tx): Promise<string | undefined> {
  const riga = await tx
    .selectFrom('registro')
    .select('codice')
    .where('dei_giornalieri', '=', true)
    .executeTakeFirst();
  return riga?.codice;
}

/** Code of the repertorio in which the daily registers are numbered, made at the first. */
export async function repertorioGiornalieri(db: Db, ctx: Contesto): Promise<string> {
  return await inTransazione(db, ctx.ente.id, async (tx) => {
    const gia = await trova(tx);
    if (gia !== undefined) return gia;
    // Two nodes close their first day together.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`registro-giornaliero/${ctx.ente.id}`}, 0))`.execute(
      tx,
    );
    const nelFrattempo = await trova(tx);
    if (nelFrattempo !== undefined) return nelFrattempo;
    const usati = await tx.selectFrom('registro').select('codice').where('codice', 'in', CODICI).execute();
    const codice = CODICI.find((c) => !usati.some((u) => u.codice === c));
    if (codice === undefined)
      throw new Error('every code for the repertorio of the daily registers is taken');
    const aoo = await tx.selectFrom('aoo').select('id').executeTakeFirstOrThrow();
    const id = await creaRegistro(tx, {
      enteId: ctx.ente.id,
      aooId: aoo.id,
      codice,
      denominazione: 'Registri giornalieri',
      tipo: 'repertorio',
      descrizione: 'I registri giornalieri, prodotti e registrati in modo automatico ogni giorno.',
      deiGiornalieri: true,
    });
    await traccia(tx, ctx, 'repertorio.creato', { tipo: 'registro', id }, { codice, deiGiornalieri: true });
    return codice;
  });
}
