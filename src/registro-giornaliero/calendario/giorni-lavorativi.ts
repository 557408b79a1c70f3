import { festivita } from './festivita.ts';
import { giorniDopo, giornoDellaSettimana } from './giorno.ts';

/** What an ente adds to Saturdays, Sundays and national holidays. */
export type Chiusure = {
  /** Day of the patron saint, `MM-GG`. */
  patrono?: string;
  /** Single days on which the offices are closed, `AAAA-MM-GG`. */
  straordinarie?: readonly { giorno: string }[];
};

/** Whether the offices work on that day (RN-5.1). */
export function giornoLavorativo(giorno: string, chiusure: Chiusure): boolean {
  const settimana = giornoDellaSettimana(giorno);
  if (settimana === 0 || settimana === 6) return false;
  if (chiusure.patrono === giorno.slice(5)) return false;
  if (chiusure.straordinarie?.some((c) => c.giorno === giorno)) return false;
  return !festivita(Number(giorno.slice(0, 4))).some((f) => f.giorno === giorno);
}

/** A year without a working day is not a calendar. */
const MASSIMO = 366;

/** The first working day after that one (LLGG AgID § 3.1.6, RN-5.1). */
export function prossimoLavorativo(giorno: string, chiusure: Chiusure): string {
  for (let n = 1; n <= MASSIMO; n++) {
    const dopo = giorniDopo(giorno, n);
    if (giornoLavorativo(dopo, chiusure)) return dopo;
  }
  throw new Error(`no working day in the year after ${giorno}`);
}
