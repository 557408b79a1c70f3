import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { adesso } from '../orologio-accessi.ts';
import { passwordCorretta } from '../password/cifra.ts';
import type { Credenziale } from '../segreti.ts';
import { contaInSessione, sessioneSospesa } from './conta-in-sessione.ts';
import { leggiUtentePerAccesso } from './sessione.queries.ts';

/**
 * Opens a locked session again with the password of its own user (RN-11.5-5).
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
  const esito = await inTransazione(db, ctx.ente.id, async (tx) => {
    const esito = await contaInSessione(tx, credenziale, esatta);
    if (esito.ammesso) {
      await tx
        .updateTable('sessione')
        .set({ bloccata: false, ultima_attivita: adesso, provata_il: adesso })
        .where('impronta_segreto', '=', credenziale.impronta)
        .execute();
      await traccia(tx, ctx, 'sessione.sbloccata', { tipo: 'utente', id: utenteId });
    } else {
      const { sospesaFino } = esito;
      await traccia(tx, ctx, 'sblocco.rifiutato', { tipo: 'utente', id: utenteId }, { sospesaFino });
    }
    return esito;
  });
  if (esito.ammesso) return;
  if (esito.sospesaFino) throw sessioneSospesa(esito.sospesaFino, 'password');
  throw new Rifiuto({
    codice: 'sessione.password-errata',
    categoria: 'nonAutenticato',
    dettaglio: 'La password non è corretta.',
    campo: 'password',
  });
}
