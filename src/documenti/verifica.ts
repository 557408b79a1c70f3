import type { FastifyBaseLogger } from 'fastify';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { objectKey, verifyObject, type ObjectStore } from '#platform/storage';
import { avvisa } from '#tracciamento';
import { alterato } from './documenti.errors.ts';
import { trovaDocumenti } from './trova-documenti.ts';

export type PartiDocumenti = { db: Db; archivio: ObjectStore; log: FastifyBaseLogger };

/**
 * Says aloud that stored bytes are no longer those of their digest: in the log, and as a warning that stays until
 * somebody deals with it.
 *
 * @returns the refusal for whoever wanted them
 */
export async function segnala(
  { db, log }: PartiDocumenti,
  enteId: string,
  impronta: string,
  esito: 'altered' | 'missing',
): Promise<Error> {
  log.error({ enteId, impronta, esito }, 'contenuto di un documento alterato o mancante');
  const testo =
    esito === 'altered'
      ? `Il file con impronta ${impronta} è cambiato dopo essere stato conservato: va ripristinato da una copia di sicurezza.`
      : `Il file con impronta ${impronta} non è più nell’archivio: va ripristinato da una copia di sicurezza.`;
  await inTransazione(db, enteId, (tx) =>
    avvisa(tx, enteId, `documenti.alterato:${impronta}`, testo, { impronta, esito }),
  );
  return alterato(esito);
}

/**
 * Recomputes the digests of the stored bytes of some documents and compares them with the recorded ones (RN-A.14). What
 * does not match becomes a warning; it is not an error of whoever asked.
 *
 * @returns for each document found, whether its bytes are still those
 * @throws StorageUnavailable when bytes cannot be read, which says nothing about them
 */
export async function verifica(
  parti: PartiDocumenti,
  enteId: string,
  ids: readonly string[],
): Promise<{ id: string; integro: boolean }[]> {
  const documenti = await inLettura(parti.db, enteId, (tx) => trovaDocumenti(tx, ids));
  const esiti: { id: string; integro: boolean }[] = [];
  for (const { id, impronta } of documenti) {
    const esito = await verifyObject(parti.archivio, objectKey(enteId, impronta), impronta);
    if (esito !== 'intact') await segnala(parti, enteId, impronta, esito);
    esiti.push({ id, integro: esito === 'intact' });
  }
  return esiti;
}

/**
 * Before a new document leans on a copy that is already in the archive: that copy must still be good. Reading it costs
 * less than receiving the same bytes did.
 *
 * @throws Rifiuto `documenti.alterato`; StorageUnavailable
 */
export async function verificaCopia(parti: PartiDocumenti, enteId: string, impronta: string): Promise<void> {
  const key = objectKey(enteId, impronta);
  if (!(await parti.archivio.head(key))) return;
  if ((await verifyObject(parti.archivio, key, impronta)) === 'altered')
    throw await segnala(parti, enteId, impronta, 'altered');
}
