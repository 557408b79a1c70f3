import type { Tx } from '#platform/db';
import type { Conservazione } from '../titolario.schema.ts';

/** Identity and name of the plan in force on a day: the last one that began by then. */
export async function pianoInVigore(
  tx: Tx,
  giorno: string,
): Promise<{ id: string; denominazione: string } | undefined> {
  return await tx
    .selectFrom('piano_conservazione')
    .select(['id', 'denominazione'])
    .where('in_vigore_dal', '<=', giorno)
    .orderBy('in_vigore_dal', 'desc')
    .orderBy('caricato_il', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Retention by entry (`voce_titolario.identita`), as the plan in force on that day says; empty without a plan. */
export async function regoleInVigore(
  tx: Tx,
  giorno: string,
): Promise<Map<string, Omit<Conservazione, 'ereditata'>>> {
  const piano = await pianoInVigore(tx, giorno);
  if (!piano) return new Map();
  const righe = await tx
    .selectFrom('piano_regola')
    .select(['voce_identita', 'anni', 'permanente'])
    .where('piano_id', '=', piano.id)
    .where('voce_identita', 'is not', null)
    .orderBy('ordine')
    .execute();
  return new Map(
    righe.map((r) => [
      r.voce_identita ?? '',
      { permanente: r.permanente, ...(r.anni !== null && { anni: r.anni }) },
    ]),
  );
}
