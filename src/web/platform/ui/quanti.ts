/** `1 utente`, `1.200 utenti` */
export const quanti = (n: number, uno: string, molti: string): string =>
  `${n.toLocaleString('it-IT')} ${n === 1 ? uno : molti}`;
