/** `2026-11` moved by some months. */
export function altroMese(mese: string, quanti: number): string {
  const [anno, numero] = mese.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(anno, numero - 1 + quanti, 1)).toISOString().slice(0, 7);
}

const nome = new Intl.DateTimeFormat('it-IT', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const settimana = new Intl.DateTimeFormat('it-IT', { weekday: 'long', timeZone: 'UTC' });

/** `2026-11` → `novembre 2026` */
export const meseInParole = (mese: string): string => nome.format(new Date(`${mese}-01T00:00:00Z`));

/** `2026-11-27` → `venerdì` */
export const giornoInParole = (giorno: string): string => settimana.format(new Date(`${giorno}T00:00:00Z`));

/** Where the month of a day is, in the register one was looking at: the protocollo goes without saying. */
export const ricercaMese = (
  registro: string,
  giorno: string,
): { mese: string; registro: string | undefined } => ({
  mese: giorno.slice(0, 7),
  registro: registro === 'PG' ? undefined : registro,
});
