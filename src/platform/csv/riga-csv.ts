/**
 * A line of CSV as Italian spreadsheets open it: semicolons, quotes doubled where needed (RFC 4180). A field that would be taken for
 * a formula is kept a text.
 */
export function rigaCsv(celle: readonly (string | number | null | undefined)[]): string {
  return `${celle.map((c) => cella(String(c ?? ''))).join(';')}\r\n`;
}

function cella(testo: string): string {
  const innocuo = /^[=+\-@\t\r]/.test(testo) ? `'${testo}` : testo;
  return /[";\r\n]/.test(innocuo) ? `"${innocuo.replaceAll('"', '""')}"` : innocuo;
}

/** First character of a CSV, by which spreadsheets know that it is UTF-8. */
export const INIZIO_CSV = '\uFEFF';
