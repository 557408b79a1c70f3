// The inside of the sandbox: everything that parses a message of unknown origin runs here and nowhere else.
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { Answer } from '#platform/sandbox';
import { esamina } from '../regole/esamina.ts';
import { leggibilita } from '../regole/leggibilita.ts';
import { apriParti } from './estrai-parte.ts';
import { leggiMessaggio } from './leggi-messaggio.ts';
import type { Lettura, Letto } from './lettura.ts';

async function svolgi({ sorgente, autorita, regole, scansioni }: Lettura): Promise<Letto> {
  // A buffer arrives as the plain bytes of its copy.
  const byte = 'file' in sorgente ? await readFile(sorgente.file) : daCopia(sorgente.byte);
  const messaggio = await leggiMessaggio(byte, { autorita });
  const contenuto = apriParti(byte);
  return {
    messaggio,
    esiti: esamina(messaggio, contenuto, regole, new Set(scansioni)),
    leggibilita: leggibilita(messaggio, contenuto),
  };
}

function daCopia(copia: Uint8Array): Buffer {
  return Buffer.from(copia.buffer, copia.byteOffset, copia.byteLength);
}

parentPort?.on('message', (lettura: Lettura) => {
  svolgi(lettura).then(
    (result) => parentPort?.postMessage({ result } satisfies Answer<Letto>),
    (error: unknown) =>
      parentPort?.postMessage({
        failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
      } satisfies Answer<Letto>),
  );
});
