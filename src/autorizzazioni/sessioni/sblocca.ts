import { sql } from 'kysely';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { passwordCorretta } from '../password.ts';
import type { Credenziale } from '../segreti.ts';
import { leggiUtentePerAccesso } from './sessione.queries.ts';
import { contaTentativo, type EsitoTentativo } from './tentativi.ts';

/**
 * Opens a locked session again with the password of its own user (RN-11.5-5). Wrong ones count as at sign-in.
 *
 * @throws Rifiuto `sessione.password-errata`; `sessione.sospesa` after five wrong ones, with the time it lasts until
 */
export async function sblocca(
  db: Db,
  ctx: Contesto,
  credenziale: Credenziale,
  password: string,
): Promise<void> {
  const utenteId = ctx.soggetto.id;
  const utente = await inLettura(db, ctx.ente.id, (tx) => leggiUtentePerAccesso(tx, { id: utenteId }));
  const esatta = await passwordCorretta(utente?.password, password);
  const esito = await inTransazione(db, ctx.ente.id, async (tx): Promise<EsitoTentativo> => {
    const esito = await contaTentativo(tx, utenteId, utente?.password ?? '', esatta);
    if (esito.ammesso) {
      await tx
        .updateTable('sessione')
        .set({ bloccata: false, ultima_attivita: sql<Date>`clock_timestamp()` })
        .where('impronta_segreto', '=', credenziale.impronta)
        .execute();
      await traccia(tx, ctx, 'sessione.sbloccata', { tipo: 'utente', id: utenteId });
    } else {
      const { motivo, sospesoFino } = esito;
      await traccia(tx, ctx, 'sblocco.rifiutato', { tipo: 'utente', id: utenteId }, { motivo, sospesoFino });
    }
    return esito;
  });
  if (esito.ammesso) return;
  if (esito.sospesoFino)
    throw new Rifiuto({
      codice: 'sessione.sospesa',
      categoria: 'troppeRichieste',
      dettaglio: `Troppe password errate: si può riprovare dopo le ${ORA.format(esito.sospesoFino)}.`,
      campo: 'password',
      dati: { sospesaFino: esito.sospesoFino.toISOString() },
    });
  throw new Rifiuto({
    codice: 'sessione.password-errata',
    categoria: 'nonAutenticato',
    dettaglio: 'La password non è corretta.',
    campo: 'password',
  });
}

const ORA = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', timeStyle: 'medium' });
