import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** An assignment ready to be written: names have become identities. */
export type DaScrivere = {
  ctx: Contesto;
  registrazione: string;
  unita: string;
  utente: string | null;
  titolo: 'competenza' | 'conoscenza';
  nota: string | null;
  scadenza: string | null;
  origine?: string | null;
  /** Of the registration where they are born together, otherwise of now. */
  istante: Date;
  smista: boolean;
};

/**
 * Writes assignments with their steps in one statement, and sends those that are to be sent. What cannot leave yet, because a file
 * is missing or altered (RN-34.1), stays assigned: it is in the list of what is to be sent, and a warning says why.
 *
 * @returns the ids, in order, and those that were sent
 * @throws database errors, that `rifiutoBancaDati` says in words: at registration the writer of the group must know whose they are
 */
export async function scriviAssegnazioni(
  tx: Tx,
  elenco: readonly DaScrivere[],
): Promise<{ ids: string[]; smistate: Set<string> }> {
  if (elenco.length === 0) return { ids: [], smistate: new Set() };
  const voci = elenco.map(({ ctx, istante, ...a }) => ({
    ...a,
    id: uuidv7(),
    istante: istante.toISOString(),
    operatore: ctx.attore,
    operatoreId: ctx.utenteId,
    daUnita: ctx.unita?.id ?? null,
    perConto: ctx.perConto?.nome ?? null,
    perContoId: ctx.perConto?.utenteId ?? null,
  }));
  const { rows } = await sql<{ smistate: string[] }>`
    SELECT scrivi_assegnazioni(${JSON.stringify(voci)}) AS smistate`.execute(tx);
  const smistate = rows[0]?.smistate ?? [];
  return { ids: voci.map((v) => v.id), smistate: new Set(smistate) };
}
