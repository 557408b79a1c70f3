import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileSystemStore, type ObjectStore } from '#platform/storage';
import { certifica, firmaCms } from '../../test/support/firma-di-prova.ts';
import { pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { portaFirma } from './porta-firma.ts';
import { ricevi } from './ricevi.ts';
import type { PartiDocumenti } from './verifica.ts';

const ENTE = randomUUID();
const SEGNO = '/ByteRange [0 10 20 30]';
let cartella: string;
let archivio: ObjectStore;
beforeAll(async () => {
  cartella = await mkdtemp(join(tmpdir(), 'tabularium-firme-'));
  archivio = await openFileSystemStore(cartella);
});
afterAll(() => rm(cartella, { recursive: true }));

async function firmato(byte: Buffer): Promise<boolean> {
  const { deposito, riconosciuto } = await ricevi(archivio, ENTE, Readable.from([byte]), 64 * 1024 * 1024);
  await deposito.publish();
  // Nothing is looked up in a database: the bytes are enough.
  return await portaFirma({ archivio } as PartiDocumenti, ENTE, {
    formato: riconosciuto.formato,
    impronta: deposito.digest,
    dimensione: deposito.size,
  });
}

test('si vede se un file porta una firma: nel PDF, nella busta, nell’XML', async () => {
  const pdf = pdfDiProva();
  expect(await firmato(pdf)).toBe(false);
  expect(await firmato(Buffer.concat([pdf, Buffer.from(SEGNO)]))).toBe(true);
  expect(
    await firmato(await firmaCms(pdf, await certifica({ nome: 'Anna Bianchi' }), { dentro: true })),
  ).toBe(true);
  expect(await firmato(Buffer.from('testo qualunque'))).toBe(false);
});

test('anche in un file grande, e a cavallo fra due pezzi', async () => {
  // Pieces of a stream from disk are of 64 KiB.
  const vuoto = (n: number): Buffer => Buffer.alloc(n, 32);
  const testa = Buffer.from('%PDF-1.7\n');
  const pezzo = 64 * 1024;
  for (const prima of [1, 10, SEGNO.length - 1]) {
    const dove = 20 * pezzo - prima;
    const byte = Buffer.concat([
      testa,
      vuoto(dove - testa.length),
      Buffer.from(SEGNO),
      vuoto(9 * 1024 * 1024),
    ]);
    expect(await firmato(byte), `${prima}`).toBe(true);
  }
  expect(await firmato(Buffer.concat([testa, vuoto(10 * 1024 * 1024)]))).toBe(false);
});
