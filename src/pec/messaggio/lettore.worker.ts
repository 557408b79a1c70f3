// The inside of the sandbox: everything that parses a message of unknown origin runs here and nowhere else.
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { Answer } from '#platform/sandbox';
import { esamina } from '../regole/esamina.ts';
import { leggibilita } from '../regole/leggibilita.ts';
import { leggiConParti } from './leggi-messaggio.ts';
import type { Lettura, Letto } from './lettura.ts';

type Risposta = Answer<Letto, 'alterato'>;

async function svolgi({ sorgente, autorita, regole, scansioni }: Lettura): Promise<Risposta> {
  // A buffer arrives as the plain bytes of its copy.
  const byte = 'file' in sorgente ? await leggiFile(sorgente.file) : daCopia(sorgente.byte);
  if ('file' in sorgente && sorgente.impronta !== undefined && sorgente.impronta !== impronta(byte))
    return { refused: 'alterato', detail: 'the bytes of the file are not those that were kept' };
  const { messaggio, contenuto } = await leggiConParti(byte, { autorita });
  return {
    result: {
      messaggio,
      esiti: esamina(messaggio, contenuto, regole, new Set(scansioni)),
      leggibilita: leggibilita(messaggio, contenuto),
    },
  };
}

// Read always into the same place: what the message before it left would be in memory beside this one until somebody collects it.
const SPAZIO = 32 * 1024 * 1024;
let spazio = Buffer.alloc(0);

async function leggiFile(file: string): Promise<Buffer> {
  const aperto = await open(file, 'r');
  try {
    const { size } = await aperto.stat();
    if (size > SPAZIO) return await readFile(aperto);
    if (spazio.length < size) spazio = Buffer.allocUnsafeSlow(size);
    let letti = 0;
    for (let n = 1; n > 0 && letti < size; letti += n)
      n = (await aperto.read(spazio, letti, size - letti)).bytesRead;
    return spazio.subarray(0, letti);
  } finally {
    await aperto.close();
  }
}

const impronta = (byte: Buffer): string => createHash('sha256').update(byte).digest('hex');

function daCopia(copia: Uint8Array): Buffer {
  return Buffer.from(copia.buffer, copia.byteOffset, copia.byteLength);
}

parentPort?.on('message', (lettura: Lettura) => {
  void svolgi(lettura)
    .catch((error: unknown): Risposta => ({
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((risposta) => parentPort?.postMessage(risposta));
});
