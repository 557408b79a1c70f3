const numero = new Intl.NumberFormat('it-IT', { maximumFractionDigits: 1 });

/** `1536` → `1,5 KB`; the unit never begins a line of its own. */
export function dimensioneLeggibile(byte: number): string {
  if (byte < 1024) return `${byte}\u00a0byte`;
  if (byte < 1024 * 1024) return `${numero.format(byte / 1024)}\u00a0KB`;
  if (byte < 1024 ** 3) return `${numero.format(byte / 1024 / 1024)}\u00a0MB`;
  return `${numero.format(byte / 1024 ** 3)}\u00a0GB`;
}
