import { inTransazione, type Db } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';

/** Where a request came from. */
export type Da = { ip: string; richiestaId: string; agente: string | undefined };

export function ignoto(enteId: string, da: Da): Attore {
  return {
    ente: { id: enteId },
    attore: 'utente sconosciuto',
    utenteId: null,
    chiaveApiId: null,
    unita: null,
    ip: da.ip,
    richiestaId: da.richiestaId,
  };
}

/** The audit line of a sign-in that went wrong on the way. An ente that is not there has no trail. */
export async function tracciaRifiuto(
  db: Db,
  enteId: string,
  da: Da,
  dettaglio: Record<string, unknown>,
): Promise<void> {
  await inTransazione(db, enteId, async (tx) => {
    const ente = await tx.selectFrom('ente').select('id').where('id', '=', enteId).executeTakeFirst();
    if (ente) await traccia(tx, ignoto(enteId, da), 'accesso.rifiutato', { tipo: 'utente' }, dettaglio);
  });
}

/** What went wrong at the provider, in a word that the library chose: never what the provider wrote. */
export function causa(errore: unknown): string {
  if (errore instanceof Error && 'code' in errore && typeof errore.code === 'string') return errore.code;
  if (errore instanceof Error && errore.cause !== undefined && errore.cause !== errore)
    return causa(errore.cause);
  return errore instanceof Error ? errore.message.slice(0, 100) : 'sconosciuta';
}
