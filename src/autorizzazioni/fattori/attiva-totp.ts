import { sql } from 'kysely';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { qrPath } from '#platform/pdf';
import { traccia } from '#tracciamento';
import type { Vault } from '#platform/vault';
import type { Contesto } from '../contesto.ts';
import type { TotpDaConfermare } from './fattori.schema.ts';
import { attivato, type Attivazione, type SessioneInUso } from './attivato.ts';
import { verificaAttivabile } from './attivabile.ts';
import { azzeraErrori, codiceRifiutato, contaErrore, prendiFattori } from './tentativi-fattore.ts';
import { indirizzoTotp, nuovoSeme, passoDelCodice } from './totp.ts';

/**
 * A new seed, to be confirmed with a code of the app. One confirmed before goes on to hold until then.
 *
 * @returns the seed, this time only, in words and as a QR code
 */
export async function proponiTotp(
  tx: Tx,
  vault: Vault,
  ctx: Contesto,
  sessione: SessioneInUso,
  nomeUtente: string,
): Promise<TotpDaConfermare> {
  await prendiFattori(tx, ctx);
  await verificaAttivabile(tx, ctx, sessione);
  await tx
    .deleteFrom('fattore_totp')
    .where('utente_id', '=', ctx.soggetto.id)
    .where('confermato_il', 'is', null)
    .execute();
  const segreto = nuovoSeme();
  const { rows } = await sql<{ id: string }>`SELECT uuid_v7() AS id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await tx
    .insertInto('fattore_totp')
    .values({
      id,
      ente_id: ctx.ente.id,
      utente_id: ctx.soggetto.id,
      segreto: vault.seal(`fattore_totp/${id}`, segreto),
    })
    .execute();
  await traccia(
    tx,
    ctx,
    'secondo-fattore.proposto',
    { tipo: 'utente', id: ctx.soggetto.id },
    { fattore: 'totp' },
  );
  const indirizzo = indirizzoTotp(segreto, { ente: ctx.ente.denominazione, nomeUtente });
  return {
    segreto: segreto.match(/.{1,4}/g)?.join(' ') ?? segreto,
    indirizzo,
    qr: await qrPath(indirizzo),
  };
}

/**
 * The app shows the right code: from now on it is asked for at sign-in. Wrong codes count as at sign-in.
 *
 * @throws Rifiuto `secondo-fattore.errato`, `secondo-fattore.sospeso`, `secondo-fattore.da-proporre`
 */
export async function confermaTotp(
  parti: { db: Db; vault: Vault; adesso: Date },
  ctx: Contesto,
  sessione: SessioneInUso,
  codice: string,
): Promise<Attivazione> {
  const utenteId = ctx.soggetto.id;
  const esito = await inTransazione(parti.db, ctx.ente.id, async (tx) => {
    let sospesoFino = await prendiFattori(tx, ctx);
    await verificaAttivabile(tx, ctx, sessione);
    const nuovo = await tx
      .selectFrom('fattore_totp')
      .select(['id', 'segreto'])
      .where('utente_id', '=', utenteId)
      .where('confermato_il', 'is', null)
      .executeTakeFirst();
    if (!nuovo)
      throw new Rifiuto({
        codice: 'secondo-fattore.da-proporre',
        categoria: 'conflitto',
        dettaglio: 'Non c’è un’app da confermare: ricominciare dal codice QR.',
      });
    const passo = sospesoFino
      ? undefined
      : passoDelCodice(
          parti.vault.open(`fattore_totp/${nuovo.id}`, nuovo.segreto),
          codice.replace(/\s/g, ''),
          parti.adesso,
        );
    if (passo === undefined) {
      sospesoFino ??= await contaErrore(tx, utenteId);
      await traccia(tx, ctx, 'secondo-fattore.rifiutato', { tipo: 'utente', id: utenteId }, { sospesoFino });
      return { rifiuto: codiceRifiutato(sospesoFino) };
    }
    await azzeraErrori(tx, utenteId);
    await tx
      .deleteFrom('fattore_totp')
      .where('utente_id', '=', utenteId)
      .where('confermato_il', 'is not', null)
      .execute();
    await tx
      .updateTable('fattore_totp')
      .set({ confermato_il: sql<Date>`clock_timestamp()`, ultimo_passo: passo })
      .where('id', '=', nuovo.id)
      .execute();
    await traccia(tx, ctx, 'secondo-fattore.attivato', { tipo: 'utente', id: utenteId }, { fattore: 'totp' });
    return { attivazione: await attivato(tx, ctx, sessione, 'totp') };
  });
  if (esito.rifiuto) throw esito.rifiuto;
  return esito.attivazione;
}
