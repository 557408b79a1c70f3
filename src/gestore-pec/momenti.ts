import { oraDiRoma } from '#platform/clock';
import { riga } from './intestazioni.ts';

/** The three strings by which PEC writes an instant; `+0100` is Rome's distance from UTC. */
export function quando(istante: Date): { giorno: string; ora: string; zona: string } {
  const scritta = oraDiRoma(istante);
  return {
    giorno: scritta.slice(0, 10).split('-').reverse().join('/'),
    ora: scritta.slice(11, 19),
    zona: scritta.slice(23).replace(':', ''),
  };
}

/** `<giorno>, <ora> (<zona>)` as the models of the law have it. */
export function ilGiorno(istante: Date): string {
  const { giorno, ora, zona } = quando(istante);
  return `Il giorno ${giorno} alle ore ${ora} (${zona})`;
}

const GIORNI = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MESI = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The `Date` header, in the time of Rome. */
export function dataDiPosta(istante: Date): string {
  const { giorno, ora, zona } = quando(istante);
  const [g = '', m = '', a = ''] = giorno.split('/');
  const settimana = GIORNI[new Date(`${a}-${m}-${g}T00:00:00Z`).getUTCDay()];
  return riga('Date', `${settimana}, ${g} ${MESI[Number(m) - 1]} ${a} ${ora} ${zona}`);
}
