import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/** Who did it, as much of a request's context as the audit line needs. */
export type Attore = {
  ente: { id: string };
  attore: string;
  utenteId: string | null;
  chiaveApiId: string | null;
  unita: { id: string } | null;
  /** Whom he stood in for: the line stays his, and says so. */
  perConto?: { utenteId: string; nome: string; delegaId: string } | null;
  ip: string;
  richiestaId: string;
};

/**
 * Writes the audit line of an operation, in the operation's own transaction: if one is not there, neither is the other.
 *
 * @param operazione past participle the history shows: `rubrica.modificata`, `chiave-api.revocata`
 * @param oggetto what it was done on
 * @param dettaglio what is needed to understand it later; never a secret
 */
export async function traccia(
  tx: Tx,
  chi: Attore,
  operazione: string,
  oggetto: { tipo: string; id?: string },
  dettaglio: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .insertInto('traccia')
    .values({
      ente_id: chi.ente.id,
      utente_id: chi.utenteId,
      chiave_api_id: chi.chiaveApiId,
      attore: chi.attore,
      unita_id: chi.unita?.id ?? null,
      operazione,
      oggetto_tipo: oggetto.tipo,
      oggetto_id: oggetto.id ?? null,
      dettaglio: JSON.stringify(chi.perConto ? { ...dettaglio, perConto: chi.perConto } : dettaglio),
      ip: chi.ip,
      richiesta: chi.richiestaId,
    })
    .execute();
}

/** As {@link traccia}, only if the transaction has changed something that no line tells yet: for what often finds nothing to do. */
export async function tracciaSeCambia(...[tx, ...riga]: Parameters<typeof traccia>): Promise<void> {
  const { rows } = await sql<{ si: boolean }>`
    SELECT coalesce(current_setting('tabularium.riga', true), '') LIKE 'attesa %' AS si`.execute(tx);
  if (rows[0]?.si) await traccia(tx, ...riga);
}
