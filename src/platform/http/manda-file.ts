import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/**
 * Sends a file.
 *
 * @param tipo its media type
 * @param disposizione `inline` or `attachment`, with the name it is saved under
 */
export async function mandaFile(
  risposta: FastifyReply,
  tipo: string,
  disposizione: string,
  contenuto: Readable | Uint8Array,
): Promise<FastifyReply> {
  // Of bytes that are no Buffer the framework would write the numbers.
  const corpo = contenuto instanceof Readable ? contenuto : Buffer.from(contenuto);
  return await risposta.type(tipo).header('content-disposition', disposizione).send(corpo);
}
