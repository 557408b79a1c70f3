import type { FastifyReply } from 'fastify';

/** Sends a printed thing, to be shown by the browser and saved under a name that says what it is. */
export function invia(
  risposta: FastifyReply,
  tipo: string,
  nome: string,
  contenuto: Uint8Array | string,
): FastifyReply {
  return risposta
    .type(tipo)
    .header('content-disposition', `inline; filename="${nome}"`)
    .send(typeof contenuto === 'string' ? contenuto : Buffer.from(contenuto));
}
