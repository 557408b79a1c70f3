/** Legal time is that of Rome, whatever zone the computer of the operator believes to be in. */
const FUSO = 'Europe/Rome';

const giornoEOra = new Intl.DateTimeFormat('it-IT', {
  timeZone: FUSO,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const soloGiorno = new Intl.DateTimeFormat('it-IT', {
  timeZone: FUSO,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});
const parti = new Intl.DateTimeFormat('en-CA', {
  timeZone: FUSO,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

type Parti = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

function aRoma(istante: Date): Parti {
  return Object.fromEntries(parti.formatToParts(istante).map((p) => [p.type, p.value])) as Parti;
}

/** `2026-11-21T10:15:30+01:00` → `21/11/2026, 10:15` */
export function dataOra(istante: string): string {
  const data = new Date(istante);
  return Number.isNaN(data.getTime()) ? istante : giornoEOra.format(data);
}

/** An instant or a day → `21/11/2026`. A day without hour has no zone to be moved by. */
export function data(valore: string): string {
  const [, anno, mese, giorno] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(valore) ?? [];
  if (anno && mese && giorno) return `${giorno}/${mese}/${anno}`;
  const istante = new Date(valore);
  return Number.isNaN(istante.getTime()) ? valore : soloGiorno.format(istante);
}

/** Day (`2026-11-21`) and hour (`10:15`) at Rome of an instant, as the date and time fields want them. */
export function giornoEOraDi(istante: Date): { giorno: string; ora: string } {
  const p = aRoma(istante);
  return { giorno: `${p.year}-${p.month}-${p.day}`, ora: `${p.hour}:${p.minute}` };
}

/** Minutes of which Rome is ahead of UTC at that instant: 60 or 120. */
function scostamento(istante: number): number {
  const p = aRoma(new Date(istante));
  const comeUtc = Date.UTC(+p.year, +p.month - 1, +p.day, +p.hour, +p.minute, +p.second);
  return Math.round((comeUtc - istante) / 60_000);
}

/**
 * The instant at which the clocks of Rome show that day and hour, with its offset: `2026-11-21T10:15:00+01:00`. The hour
 * that is repeated in October is taken the first time, the one that is skipped in March as the hour after.
 */
export function istanteDiRoma(giorno: string, ora: string): string | undefined {
  const finto = Date.parse(`${giorno}T${ora || '00:00'}:00Z`);
  if (Number.isNaN(finto)) return undefined;
  const prima = finto - scostamento(finto - 2 * 3_600_000) * 60_000;
  const minuti = scostamento(prima);
  const p = aRoma(new Date(prima));
  const segno = `+${String(Math.floor(minuti / 60)).padStart(2, '0')}:${String(minuti % 60).padStart(2, '0')}`;
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:00${segno}`;
}
