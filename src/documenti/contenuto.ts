import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { objectKey, ObjectMissing, verifyObject } from '#platform/storage';
import { segnala, type PartiDocumenti } from './verifica.ts';

type Scritto = { impronta: string; dimensione: number };

/** First and last byte, both included. */
export type Intervallo = { start: number; end: number };

const IN_MEMORIA = 8 * 1024 * 1024;
const VALIDITA = 60_000;
const MASSIMO_RICORDI = 200;

// A viewer asks for a large PDF a piece at a time: hashing half a gigabyte for each piece would stop the machine. Of no
// use to other nodes, and never consulted for a whole download.
const verificati = new Map<string, { version: string; il: number }>();

async function verificaIntero(parti: PartiDocumenti, enteId: string, impronta: string): Promise<void> {
  const key = objectKey(enteId, impronta);
  const version = (await parti.archivio.head(key))?.version;
  const esito = await verifyObject(parti.archivio, key, impronta);
  if (esito !== 'intact') throw await segnala(parti, enteId, impronta, esito);
  verificati.delete(key);
  if (version !== undefined) verificati.set(key, { version, il: Date.now() });
  for (const vecchia of verificati.keys()) {
    if (verificati.size <= MASSIMO_RICORDI) break;
    verificati.delete(vecchia);
  }
}

async function verificatoDaPoco(parti: PartiDocumenti, key: string): Promise<boolean> {
  const ricordo = verificati.get(key);
  if (!ricordo || ricordo.il < Date.now() - VALIDITA) return false;
  return (await parti.archivio.head(key))?.version === ricordo.version;
}

/**
 * The bytes of a document, all of them, verified against its digest.
 *
 * @throws Rifiuto `documenti.alterato`, `documenti.mancante`; StorageUnavailable
 */
export async function leggiContenuto(
  parti: PartiDocumenti,
  enteId: string,
  documento: Scritto,
): Promise<Buffer> {
  try {
    const byte = await buffer(await parti.archivio.get(objectKey(enteId, documento.impronta)));
    if (createHash('sha256').update(byte).digest('hex') === documento.impronta) return byte;
  } catch (errore) {
    if (!(errore instanceof ObjectMissing)) throw errore;
    throw await segnala(parti, enteId, documento.impronta, 'missing');
  }
  throw await segnala(parti, enteId, documento.impronta, 'altered');
}

/**
 * The bytes of a document to be sent to somebody, verified before the first of them goes: up to 8 MiB in memory, beyond
 * with a pass over the whole file and then a stream of it (its pages are still in the cache of the system). A piece of a
 * large file that was verified less than a minute ago and is untouched since is not verified again.
 *
 * @throws Rifiuto `documenti.alterato`, `documenti.mancante`; StorageUnavailable
 */
export async function apriContenuto(
  parti: PartiDocumenti,
  enteId: string,
  documento: Scritto,
  intervallo?: Intervallo,
): Promise<Buffer | Readable> {
  if (documento.dimensione <= IN_MEMORIA) {
    const byte = await leggiContenuto(parti, enteId, documento);
    return intervallo ? byte.subarray(intervallo.start, intervallo.end + 1) : byte;
  }
  const key = objectKey(enteId, documento.impronta);
  if (!intervallo || !(await verificatoDaPoco(parti, key)))
    await verificaIntero(parti, enteId, documento.impronta);
  return await parti.archivio.get(key, intervallo);
}
