const formato = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'Europe/Rome',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `21/11/2026, 10:15:30`: the instants of providers are proofs, and have seconds (BES-4). */
export function alSecondo(istante: string): string {
  const data = new Date(istante);
  return Number.isNaN(data.getTime()) ? istante : formato.format(data);
}
