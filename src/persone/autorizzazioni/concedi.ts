import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { verificaPeriodo } from '../giorni.ts';
import { trovaUnita, trovaUtenteAttivo } from '../trova.ts';
import { decisione, verificaChiDecide } from './chi-decide.ts';
import { rileggi } from './autorizzazioni.queries.ts';
import type { Autorizzazione, NuovaAutorizzazione } from './autorizzazioni.schema.ts';

/**
 * Gives somebody a profile at a unit, from a day to a day (RN-4.3a, RN-72.1). It holds from the person's next request on.
 *
 * @param richiestaId the request of the office that this answers
 * @throws Rifiuto `autorizzazione.non-di-competenza`, `autorizzazione.gia-concessa`, `utente.non-trovato`,
 *   `utente.disattivato`, `unita.non-trovata`, `periodo.passato`, `periodo.rovesciato`
 */
export async function concedi(
  tx: Tx,
  ctx: Contesto,
  utenteId: string,
  nuova: NuovaAutorizzazione,
  richiestaId: string | null = null,
): Promise<Autorizzazione> {
  verificaChiDecide(ctx, nuova.profilo);
  await verificaPeriodo(tx, nuova.dal, nuova.al);
  const utente = await trovaUtenteAttivo(tx, utenteId);
  const unita = await trovaUnita(tx, nuova.unita);
  const id = await tx
    .insertInto('autorizzazione')
    .values({
      ente_id: ctx.ente.id,
      utente_id: utente.id,
      unita_id: unita.id,
      profilo: nuova.profilo,
      responsabile_unita: nuova.responsabileUnita ?? false,
      accesso: nuova.accesso ?? 'contenuto',
      ...(nuova.dal !== undefined && { dal: nuova.dal }),
      al: nuova.al ?? null,
      richiesta_id: richiestaId,
      ...decisione(ctx, nuova.motivo),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .then((r) => r.id)
    .catch((errore: unknown) => {
      throw sqlstate(errore) === '23P01' ? giaConcessa() : errore;
    });
  await traccia(
    tx,
    ctx,
    'autorizzazione.concessa',
    { tipo: 'utente', id: utente.id },
    { autorizzazione: id, ...nuova, ...(richiestaId && { richiesta: richiestaId }) },
  );
  return await rileggi(tx, id);
}

/** The same profile at the same unit twice at once. */
export const giaConcessa = (): Rifiuto =>
  new Rifiuto({
    codice: 'autorizzazione.gia-concessa',
    categoria: 'conflitto',
    dettaglio:
      'In quel periodo la persona ha già quel profilo per quell’ufficio: modificare l’autorizzazione che c’è.',
  });
