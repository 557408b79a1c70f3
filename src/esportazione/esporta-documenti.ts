import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { objectKey, ObjectMissing, type ObjectStore } from '#platform/storage';
import { percorsoDocumento } from './csv-registrazioni.ts';
import { improntaDi } from './scrivi-file.ts';

/** A document that is not what was registered: exported as it is, and said. */
export type DifettoDocumento = { impronta: string; difetto: 'mancante' | 'alterato' };

/**
 * Copies the documents that `documenti.jsonl` names. One that is there already and is itself is not written again, so an export that
 * was interrupted goes on from where it was.
 */
export async function esportaDocumenti(
  archivio: ObjectStore,
  enteId: string,
  cartella: string,
  fatto: () => void,
): Promise<DifettoDocumento[]> {
  const difetti: DifettoDocumento[] = [];
  for await (const riga of createInterface({
    input: createReadStream(join(cartella, 'documenti.jsonl')),
    crlfDelay: Infinity,
  })) {
    const { impronta } = JSON.parse(riga) as { impronta: string };
    const dove = join(cartella, ...percorsoDocumento(impronta).split('/'));
    if ((await improntaDi(dove))?.impronta !== impronta) {
      const difetto = await copia(archivio, objectKey(enteId, impronta), impronta, dove);
      if (difetto) difetti.push({ impronta, difetto });
    }
    fatto();
  }
  return difetti;
}

async function copia(
  archivio: ObjectStore,
  key: string,
  impronta: string,
  dove: string,
): Promise<DifettoDocumento['difetto'] | undefined> {
  const parziale = `${dove}.parziale`;
  await mkdir(dirname(dove), { recursive: true });
  const hash = createHash('sha256');
  const conta = new Transform({
    transform(pezzo: Buffer, _codifica, avanti) {
      hash.update(pezzo);
      avanti(null, pezzo);
    },
  });
  try {
    await pipeline(await archivio.get(key), conta, createWriteStream(parziale, { mode: 0o640 }));
  } catch (errore) {
    await rm(parziale, { force: true });
    if (errore instanceof ObjectMissing) return 'mancante';
    throw errore;
  }
  await rename(parziale, dove);
  return hash.digest('hex') === impronta ? undefined : 'alterato';
}
