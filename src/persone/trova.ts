import { sql } from 'kysely';
import { utenteNonTrovato } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

/** @throws Rifiuto `utente.non-trovato`, `utente.disattivato` */
export async function trovaUtenteAttivo(
  tx: Tx,
  id: string,
): Promise<{ id: string; nome: string; cognome: string }> {
  const utente = await tx
    .selectFrom('utente')
    .select(['id', 'nome', 'cognome', 'attivo'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!utente) throw utenteNonTrovato();
  if (!utente.attivo)
    throw new Rifiuto({
      codice: 'utente.disattivato',
      categoria: 'conflitto',
      dettaglio: 'L’utente è disattivato.',
    });
  return utente;
}

/** @throws Rifiuto `unita.non-trovata` */
export async function trovaUnita(
  tx: Tx,
  codice: string,
): Promise<{ id: string; codice: string; denominazione: string }> {
  const unita = await tx
    .selectFrom('unita')
    .select(['id', 'codice', 'denominazione'])
    .where('codice', '=', codice)
    .where('attiva', '=', true)
    .executeTakeFirst();
  if (!unita)
    throw new Rifiuto({
      codice: 'unita.non-trovata',
      categoria: 'nonValido',
      dettaglio: `L’unità «${codice}» non esiste o non è attiva.`,
      campo: 'unita',
    });
  return unita;
}

/** Whether a unit is another one or below it. */
export async function sottoUnita(tx: Tx, unitaId: string, radice: string): Promise<boolean> {
  const { rows } = await sql<{
    s: boolean;
  }>`SELECT ${unitaId}::uuid IN (SELECT unita_sottostanti(${radice})) AS s`.execute(tx);
  return rows[0]?.s ?? false;
}
