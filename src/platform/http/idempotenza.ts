import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { baseDatiIrraggiungibile, inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { Rifiuto } from './rifiuto.ts';

/** What a creating verb answers: status, where the new thing is, and its representation. */
export type Creato = { stato?: 200 | 201 | 202; posizione?: string; corpo: unknown };

type PrimaRisposta = { impronta: Buffer; stato: number; posizione: string | null; corpo: string };

/** The key a client sends to make a retry harmless; undefined when it sent none. */
export function chiaveIdempotenza(richiesta: FastifyRequest): string | undefined {
  const chiave = richiesta.headers['idempotency-key'];
  if (chiave === undefined) return undefined;
  if (
    typeof chiave !== 'string' ||
    chiave.length === 0 ||
    chiave.length > 200 ||
    !/^[\x21-\x7e]+$/.test(chiave)
  ) {
    throw new Rifiuto({
      codice: 'richiesta.chiave-non-valida',
      categoria: 'nonValido',
      dettaglio: 'L’intestazione Idempotency-Key deve avere da 1 a 200 caratteri ASCII senza spazi.',
      campo: 'Idempotency-Key',
    });
  }
  return chiave;
}

function riusata(): Rifiuto {
  return new Rifiuto({
    codice: 'richiesta.chiave-riusata',
    categoria: 'conflitto',
    dettaglio: 'La stessa Idempotency-Key è già servita per una richiesta diversa.',
  });
}

async function trova(
  tx: Tx,
  soggetto: string,
  chiave: string,
  impronta: Buffer,
): Promise<PrimaRisposta | undefined> {
  const riga = await tx
    .selectFrom('idempotenza')
    .select(['impronta_richiesta as impronta', 'stato', 'posizione', 'corpo'])
    .where('soggetto', '=', soggetto)
    .where('chiave', '=', chiave)
    .executeTakeFirst();
  if (riga && !riga.impronta.equals(impronta)) throw riusata();
  return riga;
}

/**
 * Runs a creating verb in one transaction, once per Idempotency-Key: same key and same request → the first answer again;
 * same key, other request → 409 `richiesta.chiave-riusata`. Without a key it just runs it.
 *
 * Most keys are new, so the verb runs without asking: on a key already served its transaction is undone by the key's
 * uniqueness (or by whatever the repetition ran into before), and only then is the first answer looked for. Two racing
 * requests with one key end in the same way.
 *
 * @param impronta what the key stands for besides method and address; the JSON body unless given (uploads: their digest)
 */
export async function conIdempotenza(
  parti: { db: Db },
  chi: { ente: { id: string }; soggetto: { id: string } },
  richiesta: FastifyRequest,
  risposta: FastifyReply,
  azione: (tx: Tx) => Promise<Creato>,
  impronta: unknown = richiesta.body,
): Promise<FastifyReply> {
  const chiave = chiaveIdempotenza(richiesta);
  const digesto = createHash('sha256')
    .update(canonicalize({ metodo: richiesta.method, url: richiesta.url, impronta: impronta ?? null }) ?? '')
    .digest();
  const esegui = () =>
    inTransazione(parti.db, chi.ente.id, async (tx): Promise<Omit<PrimaRisposta, 'impronta'>> => {
      const creato = await azione(tx);
      const esito = {
        stato: creato.stato ?? 201,
        posizione: creato.posizione ?? null,
        corpo: JSON.stringify(creato.corpo),
      };
      if (chiave !== undefined) {
        await tx
          .insertInto('idempotenza')
          .values({
            ente_id: chi.ente.id,
            soggetto: chi.soggetto.id,
            chiave,
            impronta_richiesta: digesto,
            ...esito,
          })
          .execute();
      }
      return esito;
    });
  let esito: Omit<PrimaRisposta, 'impronta'>;
  try {
    esito = await esegui();
  } catch (errore) {
    if (chiave === undefined || baseDatiIrraggiungibile(errore)) throw errore;
    const prima = await inLettura(parti.db, chi.ente.id, (tx) => trova(tx, chi.soggetto.id, chiave, digesto));
    if (!prima) throw errore;
    esito = prima;
  }
  return rispondiGiaScritto(risposta, esito);
}

/** Sends an answer that already is JSON text, byte for byte as it was stored. */
export function rispondiGiaScritto(
  risposta: FastifyReply,
  esito: { stato: number; posizione: string | null; corpo: string },
): FastifyReply {
  if (esito.posizione !== null) void risposta.header('location', esito.posizione);
  return risposta
    .code(esito.stato)
    .type('application/json; charset=utf-8')
    .serializer((testo: unknown) => String(testo))
    .send(esito.corpo);
}
