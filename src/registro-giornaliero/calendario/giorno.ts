/** Arithmetic on local days written `AAAA-MM-GG`: no zone has a part in it. */
export function giorniDopo(giorno: string, quanti: number): string {
  const [a, m, g] = giorno.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(a, m - 1, g + quanti)).toISOString().slice(0, 10);
}

/** 0 Sunday … 6 Saturday. */
export function giornoDellaSettimana(giorno: string): number {
  return new Date(`${giorno}T00:00:00Z`).getUTCDay();
}
