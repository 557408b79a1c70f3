import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consegnaInCartella } from './index.ts';

let radice: string;
beforeEach(() => {
  radice = mkdtempSync(join(tmpdir(), 'tabularium-cartella-'));
});
afterEach(() => rmSync(radice, { recursive: true }));

test('i messaggi stanno nella cartella byte per byte, in ordine di arrivo, senza resti', async () => {
  const cartella = join(radice, 'pec', 'protocollo');
  const arrivo = new Date('2026-11-20T09:15:30.123Z');
  const nomi: string[] = [];
  for (let i = 0; i < 12; i++)
    nomi.push(await consegnaInCartella(cartella, Buffer.from([i, 0, 255]), arrivo));
  expect(readdirSync(cartella).sort()).toEqual(nomi);
  expect(nomi[0]).toMatch(/^20261120T091530123Z-000000-[0-9a-f]{8}\.eml$/);
  expect(nomi.map((n) => readFileSync(join(cartella, n))[0])).toEqual(
    Array.from({ length: 12 }, (_, i) => i),
  );
});

test('un orologio che torna indietro non cambia l’ordine, e molti insieme non si coprono', async () => {
  await consegnaInCartella(radice, Buffer.from('prima'), new Date('2031-01-01T00:00:01Z'));
  await consegnaInCartella(radice, Buffer.from('seconda'), new Date('2031-01-01T00:00:00Z'));
  await Promise.all(Array.from({ length: 30 }, (_, i) => consegnaInCartella(radice, Buffer.from(`n${i}`))));
  const nomi = readdirSync(radice).sort();
  expect(nomi).toHaveLength(32);
  expect(nomi.slice(0, 2).map((n) => readFileSync(join(radice, n), 'utf8'))).toEqual(['prima', 'seconda']);
});

test('se la cartella non si può scrivere l’errore si vede e nulla resta', async () => {
  const file = await consegnaInCartella(radice, Buffer.from('x'));
  await expect(consegnaInCartella(join(radice, file), Buffer.from('y'))).rejects.toThrow('EEXIST');
  expect(readdirSync(radice)).toEqual([file]);
  expect(statSync(join(radice, file)).mode & 0o007).toBe(0);
});
