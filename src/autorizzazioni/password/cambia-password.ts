import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accoda } from '#platform/jobs';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';
import { contaInSessione, sessioneSospesa } from '../sessioni/conta-in-sessione.ts';
import { leggiUtentePerAccesso } from '../sessioni/sessione.queries.ts';
import { cifraPassword, passwordCorretta } from './cifra.ts';
import { verificaPassword } from './robustezza.ts';
import { giaUsata, leggiPasswordRicordate, PASSWORD_RICORDATE, scriviPassword } from './scrivi-password.ts';

/**
 * Changes one's own password. The present one is asked for again, because a desk left open must not become an account taken;
 * the other sessions of the user end.
 *
 * @throws Rifiuto `password.attuale-errata`, `password.gia-usata`, `password.troppo-corta`, `password.indovinabile`,
 *   `sessione.sospesa`
 */
export async function cambiaPassword(
  db: Db,
  ctx: Contesto,
  credenziale: Credenziale,
  { attuale, nuova }: { attuale: string; nuova: string },
): Promise<void> {
  const id = ctx.soggetto.id;
  const { utente, ricordate } = await inLettura(db, ctx.ente.id, async (tx) => ({
    utente: await leggiUtentePerAccesso(tx, { id }),
    ricordate: await leggiPasswordRicordate(tx, id),
  }));
  if (!utente) throw attualeErrata();
  const esatta = await passwordCorretta(utente.password, attuale);
  const esito = await inTransazione(db, ctx.ente.id, async (tx) => {
    const esito = await contaInSessione(tx, credenziale, esatta);
    if (!esito.ammesso) await traccia(tx, ctx, 'password.cambio-rifiutato', { tipo: 'utente', id });
    return esito;
  });
  if (!esito.ammesso)
    throw esito.sospesaFino ? sessioneSospesa(esito.sospesaFino, 'attuale') : attualeErrata();
  verificaPassword(nuova, { ...utente, ente: ctx.ente.denominazione }, 'nuova');
  if (await giaUsata(ricordate, nuova)) throw passwordGiaUsata();
  const cifrate = { vecchia: utente.password, nuova: await cifraPassword(nuova) };
  const cambiata = await inTransazione(db, ctx.ente.id, async (tx) => {
    if (!(await scriviPassword(tx, { enteId: ctx.ente.id, id }, cifrate, { tranne: credenziale })))
      return false;
    await traccia(tx, ctx, 'password.cambiata', { tipo: 'utente', id });
    await accoda(tx, 'autorizzazioni.avviso-password', { enteId: ctx.ente.id, utenteId: id });
    return true;
  });
  if (!cambiata) throw attualeErrata();
}

export function passwordGiaUsata(): Rifiuto {
  return new Rifiuto({
    codice: 'password.gia-usata',
    categoria: 'nonValido',
    dettaglio: `La password è una delle ultime ${PASSWORD_RICORDATE}: sceglierne una nuova.`,
    campo: 'nuova',
  });
}

function attualeErrata(): Rifiuto {
  return new Rifiuto({
    codice: 'password.attuale-errata',
    categoria: 'nonValido',
    dettaglio: 'La password attuale non è corretta.',
    campo: 'attuale',
  });
}
