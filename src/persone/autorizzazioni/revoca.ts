import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { decisione, verificaChiDecide, verificaNonUltima } from './chi-decide.ts';
import { rileggi } from './autorizzazioni.queries.ts';
import type { Autorizzazione } from './autorizzazioni.schema.ts';
import { leggiDaDecidere } from './modifica.ts';

/**
 * Ends an authorisation now: open sessions lose it at their next request, and deputies of that office with it (RN-72.1).
 *
 * @throws Rifiuto `autorizzazione.non-trovata`, `autorizzazione.gia-revocata`, `autorizzazione.non-di-competenza`,
 *   `autorizzazione.ultima`
 */
export async function revocaAutorizzazione(
  tx: Tx,
  ctx: Contesto,
  id: string,
  motivo: string,
  richiestaId: string | null = null,
): Promise<Autorizzazione> {
  const prima = await leggiDaDecidere(tx, id);
  verificaChiDecide(ctx, prima.profilo);
  await verificaNonUltima(tx, ctx, { id });
  await chiudi(tx, ctx, prima, motivo, richiestaId);
  return await rileggi(tx, id);
}

/** Ends it and leaves the trace; whoever calls has seen that it may be done. */
export async function chiudi(
  tx: Tx,
  ctx: Contesto,
  quale: { id: string; utente_id: string; profilo: string },
  motivo: string,
  richiestaId: string | null = null,
): Promise<void> {
  await tx
    .updateTable('autorizzazione')
    .set({ revocata_il: sql<Date>`clock_timestamp()`, richiesta_id: richiestaId, ...decisione(ctx, motivo) })
    .where('id', '=', quale.id)
    .execute();
  await traccia(
    tx,
    ctx,
    'autorizzazione.revocata',
    { tipo: 'utente', id: quale.utente_id },
    {
      autorizzazione: quale.id,
      profilo: quale.profilo,
      motivo,
      ...(richiestaId && { richiesta: richiestaId }),
    },
  );
}
