import type { RawBuilder } from 'kysely';
import type { Tx } from '#platform/db';
import { apriFile, type FileElencato } from './scrivi-file.ts';
import { scorri } from './scorri.ts';

/**
 * The rows of a query as lines of a file, which is added to `file`.
 *
 * @returns how many lines
 */
export async function scriviRighe(
  { tx, cartella, file }: { tx: Tx; cartella: string; file: FileElencato[] },
  percorso: string,
  query: RawBuilder<unknown>,
): Promise<number> {
  const aperto = await apriFile(cartella, percorso);
  let quante = 0;
  for await (const righe of scorri(tx, query)) {
    await aperto.scrivi(`${righe.join('\n')}\n`);
    quante += righe.length;
  }
  file.push(await aperto.chiudi());
  return quante;
}
