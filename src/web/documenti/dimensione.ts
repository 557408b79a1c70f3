const numero = new Intl.NumberFormat('it-IT', { maximumFractionDigits: 1 });

/** `1536` → `1,5 KB` */
export function dimensioneLeggibile(byte: number): string {
  if (byte < 1024) return `${byte} byte`;
  if (byte < 1024 * 1024) return `${numero.format(byte / 1024)} KB`;
  if (byte < 1024 ** 3) return `${numero.format(byte / 1024 / 1024)} MB`;
  return `${numero.format(byte / 1024 ** 3)} GB`;
}
