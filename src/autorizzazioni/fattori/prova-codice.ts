import { sql } from 'kysely';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Vault } from '#platform/vault';
import type { Parziale } from '../autentica.ts';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';
import type { SessioneAperta } from '../sessioni/apri-sessione.ts';
import { leggiCodiceRecupero, usaCodice } from './codici-recupero.ts';
import { completaAccesso } from './completa-accesso.ts';
import { segnaProva } from './prova-recente.ts';
import { azzeraErrori, codiceRifiutato, contaErrore, prendiFattori } from './tentativi-fattore.ts';
import { passoDelCodice } from './totp.ts';

/**
 * A code of the app, or one of the recovery codes: completes a sign-in; in a whole session it proves again who is there.
 *
 * Wrong ones are counted and written down before the refusal, in a transaction that stays.
 *
 * @returns the new session, when one was completed
 * @throws Rifiuto `secondo-fattore.errato`, `secondo-fattore.sospeso`
 */
export async function provaCodice(
  parti: { db: Db; vault: Vault; adesso: Date },
  ctx: Contesto,
  sessione: { credenziale: Credenziale; parziale: Parziale | null },
  codice: string,
): Promise<SessioneAperta | undefined> {
  const utenteId = ctx.soggetto.id;
  const esito = await inTransazione(parti.db, ctx.ente.id, async (tx) => {
    let sospesoFino = await prendiFattori(tx, ctx);
    const mezzo = sospesoFino ? undefined : await riconosci(tx, parti, utenteId, codice);
    if (!mezzo) {
      sospesoFino ??= await contaErrore(tx, utenteId);
      await traccia(tx, ctx, 'secondo-fattore.rifiutato', { tipo: 'utente', id: utenteId }, { sospesoFino });
      return { rifiuto: codiceRifiutato(sospesoFino) };
    }
    await azzeraErrori(tx, utenteId);
    if (mezzo.tipo === 'codice')
      await traccia(
        tx,
        ctx,
        'codice-recupero.usato',
        { tipo: 'utente', id: utenteId },
        { restano: mezzo.restano },
      );
    if (sessione.parziale)
      return { aperta: await completaAccesso(tx, ctx, sessione.credenziale, mezzo.tipo) };
    await segnaProva(tx, sessione.credenziale);
    await traccia(tx, ctx, 'sessione.provata', { tipo: 'utente', id: utenteId }, { fattore: mezzo.tipo });
    return {};
  });
  if (esito.rifiuto) throw esito.rifiuto;
  return esito.aperta;
}

async function riconosci(
  tx: Tx,
  parti: { vault: Vault; adesso: Date },
  utenteId: string,
  testo: string,
): Promise<{ tipo: 'totp' } | { tipo: 'codice'; restano: number } | undefined> {
  const cifre = testo.replace(/\s/g, '');
  if (/^\d{6}$/.test(cifre))
    return (await usaTotp(tx, parti, utenteId, cifre)) ? { tipo: 'totp' } : undefined;
  const codice = leggiCodiceRecupero(testo);
  const restano = codice === undefined ? undefined : await usaCodice(tx, utenteId, codice);
  return restano === undefined ? undefined : { tipo: 'codice', restano };
}

async function usaTotp(
  tx: Tx,
  parti: { vault: Vault; adesso: Date },
  utenteId: string,
  codice: string,
): Promise<boolean> {
  const fattore = await tx
    .selectFrom('fattore_totp')
    .select(['id', 'segreto', 'ultimo_passo'])
    .where('utente_id', '=', utenteId)
    .where('confermato_il', 'is not', null)
    .executeTakeFirst();
  if (!fattore) return false;
  const posto = `fattore_totp/${fattore.id}`;
  const seme = parti.vault.open(posto, fattore.segreto);
  const passo = passoDelCodice(seme, codice, parti.adesso);
  if (passo === undefined || passo <= (fattore.ultimo_passo ?? 0)) return false;
  await tx
    .updateTable('fattore_totp')
    .set({
      ultimo_passo: passo,
      ...(parti.vault.isStale(fattore.segreto) && { segreto: parti.vault.seal(posto, seme) }),
    })
    .where('id', '=', fattore.id)
    .where('ultimo_passo', '<', sql<number>`${passo}`)
    .execute();
  return true;
}
