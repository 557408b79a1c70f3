import { isIP } from 'node:net';

/** The address to open in the browser: where everything is listened to, this machine; IPv6 in brackets. */
export function indirizzoPerBrowser(indirizzo: string, porta: number): string {
  const ovunque = indirizzo === '0.0.0.0' || indirizzo === '::';
  const host = ovunque ? 'localhost' : isIP(indirizzo) === 6 ? `[${indirizzo}]` : indirizzo;
  return `http://${host}:${porta}`;
}
