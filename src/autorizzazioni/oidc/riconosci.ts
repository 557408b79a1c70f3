import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import { leggiUtentePerAccesso, type UtentePerAccesso } from '../sessioni/sessione.queries.ts';
import { comeNelCampo, leggiAttributo, type Affermazioni } from './affermazioni.ts';
import type { FornitorePerAccesso } from './fornitori.queries.ts';

/** Who it is here, or why nobody: for the audit trail, which the person does not read. */
export type Riconoscimento =
  | { utente: UtentePerAccesso; nuova: boolean }
  | {
      motivo: 'attributo-assente' | 'sconosciuto' | 'ambiguo' | 'disattivato' | 'collegato-ad-altri';
      utenteId?: string;
      valore?: string;
    };

/**
 * Who of the ente is the person a provider vouches for. Known already, it is his `sub` that says it, and nothing else: names and
 * addresses pass from one person to another. The first time, it is the attribute the ente chose, if it is of one user only who
 * has no other identity at that provider. Nobody is made a user this way.
 */
export async function riconosci(
  tx: Tx,
  enteId: string,
  fornitore: FornitorePerAccesso,
  sub: string,
  affermazioni: Affermazioni,
): Promise<Riconoscimento> {
  const collegata = await tx
    .updateTable('identita_esterna')
    .set({ ultimo_uso: adesso })
    .where('fornitore_id', '=', fornitore.id)
    .where('sub', '=', sub)
    .returning('utente_id')
    .executeTakeFirst();
  if (collegata) return await soloAttivo(tx, collegata.utente_id, false);

  const detto = leggiAttributo(affermazioni, fornitore.attributo);
  if (detto === undefined) return { motivo: 'attributo-assente' };
  const valore = detto.slice(0, 200);
  const trovati = await tx
    .selectFrom('utente')
    .select('id')
    .where(
      fornitore.campo === 'email' ? sql<string>`lower(email)` : sql.ref<string>(fornitore.campo),
      '=',
      comeNelCampo(detto, fornitore.campo),
    )
    .orderBy('attivo', 'desc')
    .limit(2)
    .execute();
  const [primo, secondo] = trovati;
  if (!primo) return { motivo: 'sconosciuto', valore };
  if (secondo) return { motivo: 'ambiguo', valore };
  const esito = await soloAttivo(tx, primo.id, true);
  if ('motivo' in esito) return { ...esito, valore };
  const scritta = await tx
    .insertInto('identita_esterna')
    .values({ ente_id: enteId, fornitore_id: fornitore.id, sub, utente_id: primo.id })
    // Of two who arrive together for one user, one is the first.
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return scritta ? esito : { motivo: 'collegato-ad-altri', utenteId: primo.id, valore };
}

async function soloAttivo(tx: Tx, utenteId: string, nuova: boolean): Promise<Riconoscimento> {
  const utente = await leggiUtentePerAccesso(tx, { id: utenteId });
  return utente ? { utente, nuova } : { motivo: 'disattivato', utenteId };
}
