import type { MessaggioLetto } from './messaggio.ts';

/** A message that was read, in JSON: instants are ISO 8601 strings, all the rest is as it is. */
export type MessaggioJson = Record<string, unknown>;

export function inJson(letto: MessaggioLetto): MessaggioJson {
  return JSON.parse(JSON.stringify(letto)) as MessaggioJson;
}

function conIstanti(oggetto: Record<string, unknown>, ...nomi: string[]): Record<string, unknown> {
  const copia = { ...oggetto };
  for (const nome of nomi) if (typeof copia[nome] === 'string') copia[nome] = new Date(copia[nome]);
  return copia;
}

/** What `inJson` wrote, as it was. */
export function daJson(json: MessaggioJson): MessaggioLetto {
  const letto = conIstanti(json, 'data', 'consegnatoIl');
  if (letto.daticert) letto.daticert = conIstanti(letto.daticert as Record<string, unknown>, 'istante');
  return letto as unknown as MessaggioLetto;
}
