import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';

export type NuovaComunicazione = {
  /** Stable code of the kind: `titolario.pubblicato`. */
  tipo: string;
  oggetto: string;
  testo: string;
  /** Data of the kind, for the screen that shows it. */
  dettaglio?: Record<string, unknown>;
  /** Screen that shows what it is about: `/titolario/versioni/…`. */
  collegamento?: string;
};

/**
 * Tells people something, in the transaction of what happened: who is told, is told of what was really done. Each finds it
 * among his communications until he has read it, and after.
 *
 * @param utenti identities, each once or more; with none of them nothing is written
 * @returns how many people were told
 */
export async function comunica(
  tx: Tx,
  ctx: Contesto,
  comunicazione: NuovaComunicazione,
  utenti: readonly string[],
): Promise<number> {
  const destinatari = [...new Set(utenti)];
  if (destinatari.length === 0) return 0;
  const { id } = await tx
    .insertInto('comunicazione')
    .values({
      ente_id: ctx.ente.id,
      tipo: comunicazione.tipo,
      oggetto: comunicazione.oggetto,
      testo: comunicazione.testo,
      dettaglio: JSON.stringify(comunicazione.dettaglio ?? {}),
      collegamento: comunicazione.collegamento ?? null,
      mittente: ctx.attore,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('comunicazione_destinatario')
    .values(destinatari.map((utente) => ({ ente_id: ctx.ente.id, comunicazione_id: id, utente_id: utente })))
    .execute();
  await traccia(
    tx,
    ctx,
    'comunicazione.inviata',
    { tipo: 'comunicazione', id },
    { tipo: comunicazione.tipo, destinatari: destinatari.length },
  );
  return destinatari.length;
}
