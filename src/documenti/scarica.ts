import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contestoDi } from '#autorizzazioni';
import { problema } from '#platform/http';
import { apriContenuto } from './contenuto.ts';
import type { RigaDocumento } from './documenti.queries.ts';
import { giaAvuto, intervalloChiesto, intestazioniContenuto } from './intestazioni.ts';
import type { PartiDocumenti } from './verifica.ts';

/**
 * Answers a request for the bytes of a document its sender may read: all of them, the piece asked for (206, 416), or
 * nothing where the client has them already (304).
 *
 * @throws Rifiuto `documenti.alterato`, `documenti.mancante`; StorageUnavailable
 */
export async function scarica(
  parti: PartiDocumenti,
  richiesta: FastifyRequest,
  risposta: FastifyReply,
  documento: RigaDocumento,
  inline: boolean,
): Promise<FastifyReply> {
  const { impronta, dimensione } = documento;
  if (giaAvuto(richiesta.headers['if-none-match'], impronta))
    return risposta.code(304).header('etag', `"${impronta}"`).send();
  const intervallo = intervalloChiesto(richiesta.headers, documento);
  if (intervallo === 'fuori') {
    const dettaglio = 'La parte chiesta è oltre la fine del file.';
    return risposta
      .code(416)
      .header('content-range', `bytes */${dimensione}`)
      .type('application/problem+json')
      .send(problema(416, 'documenti.intervallo-inesistente', dettaglio, richiesta.id));
  }
  const corpo = await apriContenuto(parti, contestoDi(richiesta).ente.id, documento, intervallo);
  const { start, end } = intervallo ?? { start: 0, end: dimensione - 1 };
  if (intervallo) void risposta.code(206).header('content-range', `bytes ${start}-${end}/${dimensione}`);
  return risposta
    .headers(intestazioniContenuto(documento, inline, corpo instanceof Readable ? undefined : corpo))
    .header('content-length', end - start + 1)
    .send(corpo);
}
