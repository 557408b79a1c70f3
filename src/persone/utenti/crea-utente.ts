import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { colonneDi, comeRifiuto } from './dati-persona.ts';
import type { NuovoUtente, Utente } from './utenti.schema.ts';
import { leggiUtente } from './utenti.queries.ts';

/**
 * Makes an account. It opens nothing yet: who signs in with it needs an initial password, which is given apart and shown once,
 * and an authorisation, which the RSP gives.
 *
 * @param nessuna stored form of a password that nobody knows
 * @throws Rifiuto `utente.nome-usato`, `utente.persona-gia-attiva`, `utente.codice-fiscale`
 */
export async function creaUtente(
  tx: Tx,
  ctx: Contesto,
  nuovo: NuovoUtente,
  nessuna: string,
): Promise<Utente> {
  const { nomeUtente, ...dati } = nuovo;
  const id = await tx
    .insertInto('utente')
    .values({ ente_id: ctx.ente.id, nome_utente: nomeUtente, password: nessuna, ...colonneDi(dati) })
    .returning('id')
    .executeTakeFirstOrThrow()
    .then((r) => r.id)
    .catch((errore: unknown) => {
      throw comeRifiuto(errore);
    });
  await traccia(tx, ctx, 'utente.creato', { tipo: 'utente', id }, { ...nuovo });
  return await leggiUtente(tx, id);
}
