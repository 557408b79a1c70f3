import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends a file under its name. */
export async function manda(
  risposta: FastifyReply,
  tipo: string,
  disposizione: string,
  contenuto: Readable | Buffer,
): Promise<FastifyReply> {
  return await risposta.type(tipo).header('content-disposition', disposizione).send(contenuto);
}
