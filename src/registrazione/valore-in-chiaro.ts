/** The value of a datum that changed, as people read it: a line for each element of a list; nothing where there was nothing. */
export function valoreInChiaro(valore: unknown): string[] {
  if (valore === null || valore === undefined || valore === '') return [];
  if (Array.isArray(valore)) return valore.flatMap(valoreInChiaro);
  if (typeof valore === 'boolean') return [valore ? 'sì' : 'no'];
  if (typeof valore !== 'object') return [String(valore as string | number)];
  const v = valore as Record<string, unknown>;
  if (typeof v.nominativo === 'string') return [v.nominativo];
  if (typeof v.codice === 'string') return [[v.codice, v.denominazione].filter(Boolean).join(' ')];
  if (typeof v.numero === 'string')
    return [typeof v.data === 'string' ? `${v.numero} del ${v.data}` : v.numero];
  return [JSON.stringify(valore)];
}
