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
  const nome = `${nomePerArrivo(cartella, arrivo)}.eml`;
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

// Of each folder the last name given: they are few, and a clock set back must not put a message before those already there.
const ultimi = new Map<string, { istante: number; ordine: number }>();

/** Instant, order within it, and a random tail for when two processes deliver in the same millisecond. */
function nomePerArrivo(cartella: string, arrivo: Date): string {
  const prima = ultimi.get(cartella);
  const istante = Math.max(arrivo.getTime(), prima?.istante ?? 0);
  const ordine = istante === prima?.istante ? prima.ordine + 1 : 0;
  ultimi.set(cartella, { istante, ordine });
  const quando = new Date(istante).toISOString().replace(/[-:.]/g, '');
  return `${quando}-${String(ordine).padStart(6, '0')}-${randomUUID().slice(0, 8)}`;
}
