import type { Selectable } from 'kysely';
import type { DB } from '#platform/db';

export type RigaRettifica = Selectable<DB['rettifica']>;

/** The value in force of a datum: that of its last rettifica, or the one registered. `null` means "taken away". */
export function ultimaRettifica<T>(
  rettifiche: RigaRettifica[],
  campo: string,
  originale: T | undefined,
): T | undefined {
  const ultima = rettifiche.filter((r) => r.campo === campo).at(-1);
  if (!ultima) return originale;
  return (ultima.dopo as T | null) ?? undefined;
}
