import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

export type TitolarioCorrente = { id: string; versione: string; livelli: string[] };

/**
 * The version in force today, in Rome.
 *
 * @throws Rifiuto `titolario.assente`
 */
export async function titolarioInUso(tx: Tx): Promise<TitolarioCorrente> {
  const oggi = sql<string>`(clock_timestamp() AT TIME ZONE 'Europe/Rome')::date`;
  const titolario = await tx
    .selectFrom('titolario')
    .select(['id', 'versione', 'livelli'])
    .where('in_uso_dal', '<=', oggi)
    .where((eb) => eb.or([eb('in_uso_al', 'is', null), eb('in_uso_al', '>=', oggi)]))
    .orderBy('in_uso_dal', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!titolario)
    throw new Rifiuto({
      codice: 'titolario.assente',
      categoria: 'nonTrovato',
      dettaglio: 'Nessun titolario è in uso oggi.',
    });
  return titolario;
}

/** The entry of the titolario in use with that code (`VI.3`), or undefined. */
export async function trovaVoce(
  tx: Tx,
  codice: string,
): Promise<{ id: string; codice: string; denominazione: string } | undefined> {
  const { id: titolarioId } = await titolarioInUso(tx);
  const voce = await tx
    .selectFrom('voce_titolario')
    .select(['id', 'denominazione'])
    .where('titolario_id', '=', titolarioId)
    .where('codice', '=', codice)
    .executeTakeFirst();
  return voce && { ...voce, codice };
}
