import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { findDeleghe } from './deleghe.queries.ts';
import type { Delega, NuovaDelega } from './deleghe.schema.ts';

/**
 * The RSP lets somebody authorise annullamenti and rettifiche in his place, by an act and from a day to a day (RN-57.1).
 *
 * @throws Rifiuto `delega.periodo`, `delega.utente`
 */
export async function conferisciDelega(tx: Tx, ctx: Contesto, nuova: NuovaDelega): Promise<Delega> {
  if (nuova.al !== undefined && nuova.al < nuova.dal)
    throw new Rifiuto({
      codice: 'delega.periodo',
      categoria: 'nonValido',
      dettaglio: 'La delega finirebbe prima di cominciare.',
      campo: 'al',
    });
  const utente = await tx
    .selectFrom('utente')
    .select('id')
    .where('id', '=', nuova.utente)
    .where('attivo', '=', true)
    .executeTakeFirst();
  if (!utente || utente.id === ctx.soggetto.id)
    throw new Rifiuto({
      codice: 'delega.utente',
      categoria: 'nonValido',
      dettaglio: utente ? 'Non si delega sé stessi.' : 'L’utente indicato non esiste.',
      campo: 'utente',
    });
  const { id } = await tx
    .insertInto('delega')
    .values({
      ente_id: ctx.ente.id,
      utente_id: utente.id,
      dal: nuova.dal,
      al: nuova.al ?? null,
      atto: nuova.atto,
      conferita_da: ctx.soggetto.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await traccia(tx, ctx, 'delega.conferita', { tipo: 'delega', id }, { ...nuova });
  const [delega] = await findDeleghe(tx, id);
  if (!delega) throw new Error(`delega ${id} scritta e non riletta`);
  return delega;
}
