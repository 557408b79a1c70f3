// The inside of the sandbox: everything that parses a message of unknown origin runs here and nowhere else.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { Answer } from '#platform/sandbox';
import { esamina } from '../regole/esamina.ts';
import { leggibilita } from '../regole/leggibilita.ts';
import { apriParti } from './estrai-parte.ts';
import { leggiMessaggio } from './leggi-messaggio.ts';
import type { Lettura, Letto } from './lettura.ts';

type Risposta = Answer<Letto, 'alterato'>;

async function svolgi({ sorgente, autorita, regole, scansioni }: Lettura): Promise<Risposta> {
  // A buffer arrives as the plain bytes of its copy.
  const byte = 'file' in sorgente ? await readFile(sorgente.file) : daCopia(sorgente.byte);
  if ('file' in sorgente && sorgente.impronta !== undefined && sorgente.impronta !== impronta(byte))
    return { refused: 'alterato', detail: 'the bytes of the file are not those that were kept' };
  const messaggio = await leggiMessaggio(byte, { autorita });
  const contenuto = apriParti(byte);
  return {
    result: {
      messaggio,
      esiti: esamina(messaggio, contenuto, regole, new Set(scansioni)),
      leggibilita: leggibilita(messaggio, contenuto),
    },
  };
}

const impronta = (byte: Buffer): string => createHash('sha256').update(byte).digest('hex');

function daCopia(copia: Uint8Array): Buffer {
  return Buffer.from(copia.buffer, copia.byteOffset, copia.byteLength);
}

parentPort?.on('message', (lettura: Lettura) => {
  svolgi(lettura)
    .catch((error: unknown): Risposta => ({
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((risposta) => parentPort?.postMessage(risposta));
});
