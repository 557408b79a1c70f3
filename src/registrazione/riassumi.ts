const IN_CHIARO = 3;

/** The correspondents in one line for lists: the first three by name, the count of the others. */
export function riassumi(elenco: { nominativo: string }[]): string {
  const nomi = elenco.slice(0, IN_CHIARO).map((c) => c.nominativo);
  const altri = elenco.length - nomi.length;
  if (altri === 0) return nomi.join('; ');
  return `${nomi.join('; ')} e ${altri === 1 ? 'un altro' : `altri ${altri}`}`;
}
