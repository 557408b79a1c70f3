/**
 * The office's time. Legal date and year are those of Europe/Rome, whatever the zone of the machine; instants leave
 * the system with their offset (RN-A.21).
 */
const parti = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function campi(istante: Date): Record<string, string> {
  return Object.fromEntries(parti.formatToParts(istante).map((p) => [p.type, p.value]));
}

const ORA = 3_600_000;
const DAL_2000 = Date.UTC(2000, 0, 1);
let ultima = { ora: NaN, scostamento: 0 };

/**
 * Minutes of Rome ahead of UTC, for an instant from 2000 on: since then the clocks change only on a full hour of UTC, so
 * that one question to the zone's table holds for the hour.
 */
function scostamentoRecente(istante: Date): number {
  const ora = Math.floor(istante.getTime() / ORA);
  if (ultima.ora !== ora) {
    const c = campi(new Date(ora * ORA));
    const locale = Date.UTC(
      Number(c.year),
      Number(c.month) - 1,
      Number(c.day),
      Number(c.hour),
      Number(c.minute),
    );
    ultima = { ora, scostamento: (locale - ora * ORA) / 60_000 };
  }
  return ultima.scostamento;
}

/** ISO 8601 with milliseconds and offset: `2026-11-21T10:15:30.123+01:00`. */
export function oraDiRoma(istante: Date): string {
  if (istante.getTime() >= DAL_2000) {
    const minuti = scostamentoRecente(istante);
    return `${new Date(istante.getTime() + minuti * 60_000).toISOString().slice(0, -1)}+0${minuti / 60}:00`;
  }
  const c = campi(istante);
  const locale = `${c.year}-${c.month}-${c.day}T${c.hour}:${c.minute}:${c.second}`;
  // The wall clock read as if it were UTC is ahead of the true instant by exactly the offset.
  const minuti = Math.round(
    (Date.parse(`${locale}Z`) - Math.floor(istante.getTime() / 1000) * 1000) / 60_000,
  );
  const segno = minuti < 0 ? '-' : '+';
  const [ore, resto] = [Math.floor(Math.abs(minuti) / 60), Math.abs(minuti) % 60];
  const millesimi = String(((istante.getTime() % 1000) + 1000) % 1000).padStart(3, '0');
  return `${locale}.${millesimi}${segno}${String(ore).padStart(2, '0')}:${String(resto).padStart(2, '0')}`;
}

/** Calendar day in Italy, `AAAA-MM-GG`. */
export function giornoDiRoma(istante: Date): string {
  return oraDiRoma(istante).slice(0, 10);
}

/** `21/11/2026`, from `AAAA-MM-GG` or an ISO instant. */
export function dataItaliana(giorno: string): string {
  return giorno.slice(0, 10).split('-').reverse().join('/');
}
