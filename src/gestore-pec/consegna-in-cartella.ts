import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a message in a folder mailbox, one .eml each, durably: whoever lists the folder sees whole files only, and the
 * names sort by arrival. Returns the name.
 */
export async function consegnaInCartella(
  cartella: string,
  byte: Buffer,
  arrivo: Date = new Date(),
): Promise<string> {
  await mkdir(cartella, { recursive: true, mode: 0o750 });
  const nome = `${nomePerArrivo(arrivo)}.eml`;
  // Readers of the folder take `*.eml`.
  const provvisorio = join(cartella, `.${nome}.${randomUUID()}.tmp`);
  try {
    const file = await open(provvisorio, 'wx', 0o640);
    try {
      await file.writeFile(byte);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(provvisorio, join(cartella, nome));
  } catch (errore) {
    await unlink(provvisorio).catch(() => undefined);
    throw errore;
  }
  const aperta = await open(cartella, 'r');
  try {
    await aperta.sync();
  } finally {
    await aperta.close();
  }
  return nome;
}

let ultimo = { istante: 0, ordine: 0 };

/** Instant, order within it, and a random tail for when two processes deliver in the same millisecond. */
function nomePerArrivo(arrivo: Date): string {
  const istante = Math.max(arrivo.getTime(), ultimo.istante);
  ultimo = { istante, ordine: istante === ultimo.istante ? ultimo.ordine + 1 : 0 };
  const quando = new Date(istante).toISOString().replace(/[-:.]/g, '');
  return `${quando}-${String(ultimo.ordine).padStart(6, '0')}-${randomUUID().slice(0, 8)}`;
}
