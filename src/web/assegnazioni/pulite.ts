import type { NuovaAssegnazione } from './tipi.ts';

/** Empty notes and dates are not sent. */
export function pulite(scelte: readonly NuovaAssegnazione[]): NuovaAssegnazione[] {
  return scelte.map(({ nota, scadenza, ...s }) => ({
    ...s,
    ...(nota?.trim() && { nota: nota.trim() }),
    ...(scadenza && { scadenza }),
  }));
}
