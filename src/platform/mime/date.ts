const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const ZONES: Record<string, number> = {
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
};
const DATE =
  /(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|[A-Za-z]{1,5})?/;

function minutesAhead(zone: string | undefined): number {
  if (!zone) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return ZONES[zone.toUpperCase()] ?? 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * A `Date` header (RFC 5322 §3.3, with the old forms of §4.3). Without a zone it is UTC, never the machine's own. Undefined when it
 * says no moment that exists.
 */
export function parseDate(header: string | undefined): Date | undefined {
  const [, day, month = '', year = '', hour, minute, second, zone] =
    DATE.exec(header?.slice(0, 200) ?? '') ?? [];
  const index = MONTHS.indexOf(month.toLowerCase());
  if (index < 0) return undefined;
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const wall = new Date(
    Date.UTC(full, index, Number(day), Number(hour), Number(minute), Number(second ?? 0)),
  );
  if (wall.getUTCDate() !== Number(day) || wall.getUTCHours() !== Number(hour)) return undefined;
  return new Date(wall.getTime() - minutesAhead(zone) * 60_000);
}
