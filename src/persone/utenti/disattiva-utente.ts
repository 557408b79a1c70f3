import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { verificaNonUltima } from '../autorizzazioni/chi-decide.ts';
import { chiudi } from '../autorizzazioni/revoca.ts';
import { comeRifiuto } from './dati-persona.ts';
import { leggiUtente } from './utenti.queries.ts';
import type { Utente } from './utenti.schema.ts';

/**
 * Closes an account: its sessions end now, its authorisations are revoked, so that whoever opens it again is given them again by
 * who may. Nothing that was done under it changes.
 *
 * @throws Rifiuto `utente.non-trovato`, `utente.se-stesso`, `autorizzazione.ultima`
 */
export async function disattivaUtente(tx: Tx, ctx: Contesto, id: string, motivo: string): Promise<Utente> {
  if (id === ctx.utenteId)
    throw new Rifiuto({
      codice: 'utente.se-stesso',
      categoria: 'conflitto',
      dettaglio: 'Il proprio utente lo disattiva un altro amministratore.',
    });
  await tx.selectFrom('utente').select('id').where('id', '=', id).forUpdate().execute();
  const utente = await leggiUtente(tx, id);
  if (!utente.attivo) return utente;
  await verificaNonUltima(tx, ctx, { utenteId: id });
  const autorizzazioni = await tx
    .selectFrom('autorizzazione')
    .select(['id', 'utente_id', 'profilo'])
    .where('utente_id', '=', id)
    .where('revocata_il', 'is', null)
    .forUpdate()
    .execute();
  for (const a of autorizzazioni) await chiudi(tx, ctx, a, `Utente disattivato: ${motivo}`);
  await tx.updateTable('utente').set({ attivo: false }).where('id', '=', id).execute();
  const chiuse = await tx.deleteFrom('sessione').where('utente_id', '=', id).returning('creata_il').execute();
  await traccia(
    tx,
    ctx,
    'utente.disattivato',
    { tipo: 'utente', id },
    { motivo, sessioniChiuse: chiuse.length, autorizzazioniRevocate: autorizzazioni.length },
  );
  return await leggiUtente(tx, id);
}

/**
 * Opens a closed account again, without powers.
 *
 * @throws Rifiuto `utente.non-trovato`, `utente.persona-gia-attiva`
 */
export async function riattivaUtente(tx: Tx, ctx: Contesto, id: string, motivo: string): Promise<Utente> {
  const utente = await leggiUtente(tx, id);
  if (utente.attivo) return utente;
  await tx
    .updateTable('utente')
    .set({ attivo: true })
    .where('id', '=', id)
    .execute()
    .catch((errore: unknown) => {
      throw comeRifiuto(errore);
    });
  await traccia(tx, ctx, 'utente.riattivato', { tipo: 'utente', id }, { motivo });
  return await leggiUtente(tx, id);
}
