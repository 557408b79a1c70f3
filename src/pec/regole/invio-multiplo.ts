/** RN-82.1: one of several messages that differ only by these words. `base` is the subject without them. */
export type InvioMultiplo = { parte: number; parti: number; base: string };

const SEGNO = /\binvio (?:n\.? ?|n[°º] ?)?(\d{1,3}) ?(?:di|\/|su) ?(\d{1,3})(?!\d)/i;
const SEPARATORI = new Set(' -–—:;,.()[]{}|');

/** Without the blanks, dashes and brackets that tied it to what stood beside. */
function sciolto(testo: string, daFondo: boolean): string {
  let [inizio, fine] = [0, testo.length];
  if (daFondo) while (fine > 0 && SEPARATORI.has(testo[fine - 1] ?? '')) fine--;
  else while (inizio < fine && SEPARATORI.has(testo[inizio] ?? '')) inizio++;
  return testo.slice(inizio, fine).trim();
}

/** Whatever the case, the blanks, the brackets and the end of the subject at which they stand; `parte` is never beyond `parti`. */
export function invioMultiplo(oggetto: string): InvioMultiplo | undefined {
  const compatto = oggetto.replace(/\s+/g, ' ').trim();
  const trovato = SEGNO.exec(compatto);
  if (!trovato) return undefined;
  const [parte, parti] = [Number(trovato[1]), Number(trovato[2])];
  if (parte < 1 || parti < 2 || parte > parti) return undefined;
  const prima = sciolto(compatto.slice(0, trovato.index), true);
  const dopo = sciolto(compatto.slice(trovato.index + trovato[0].length), false);
  return { parte, parti, base: prima && dopo ? `${prima} ${dopo}` : prima || dopo };
}

/** RN-83.1: the oggetto of an arrival that is one of several. Said once only, also where it was already said. */
export function conArrivo(oggetto: string, x: number, n: number): string {
  const base = oggetto
    .trimEnd()
    .replace(/\barrivo \d{1,3} di \d{1,3}$/i, '')
    .trimEnd();
  return `${base} ARRIVO ${x} di ${n}`.trimStart();
}
