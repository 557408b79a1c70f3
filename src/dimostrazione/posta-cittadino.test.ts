import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriPostaCittadino, consegnaAlCittadino, leggiPostaCittadino } from './posta-cittadino.ts';

let dati: string;
beforeAll(async () => {
  dati = await mkdtemp(join(tmpdir(), 'tabularium-cittadini-'));
});
afterAll(() => rm(dati, { recursive: true }));

const lettera = (oggetto: string, testa = ''): Buffer =>
  Buffer.from(`${testa}Subject: ${oggetto}\r\nFrom: a@pec.example\r\n\r\nTesto\r\n`);

test('a chi ha scritto torna la posta, dalla più recente, con il suo genere; a chi non ha scritto nulla', async () => {
  await apriPostaCittadino(dati, 'ente', 'Mario@pec.example');
  await consegnaAlCittadino(
    dati,
    'ente',
    'mario@PEC.example',
    lettera('ACCETTAZIONE: x', 'X-Ricevuta: accettazione\r\n'),
  );
  await consegnaAlCittadino(
    dati,
    'ente',
    'mario@pec.example',
    lettera('POSTA CERTIFICATA: =?utf-8?Q?Citt=C3=A0?=', 'X-Trasporto: posta-certificata\r\n'),
  );
  await consegnaAlCittadino(dati, 'ente', 'altro@pec.example', lettera('Non è suo'));
  expect(await leggiPostaCittadino(dati, 'ente', 'mario@pec.example')).toMatchObject([
    { tipo: 'posta-certificata', oggetto: 'POSTA CERTIFICATA: Città' },
    { tipo: 'accettazione', oggetto: 'ACCETTAZIONE: x' },
  ]);
  expect(await leggiPostaCittadino(dati, 'ente', 'altro@pec.example')).toEqual([]);
  expect(await leggiPostaCittadino(dati, 'altro-ente', 'mario@pec.example')).toEqual([]);
});

test('chi prova e riprova non riempie il disco: cinquanta messaggi a testa, duecento cittadini', async () => {
  await apriPostaCittadino(dati, 'pieno', 'tanti@pec.example');
  for (let i = 0; i < 52; i++)
    await consegnaAlCittadino(dati, 'pieno', 'tanti@pec.example', lettera(`n. ${i}`));
  const suoi = await leggiPostaCittadino(dati, 'pieno', 'tanti@pec.example');
  expect([suoi.length, suoi[0]?.oggetto, suoi.at(-1)?.oggetto]).toEqual([50, 'n. 51', 'n. 2']);
  for (let i = 0; i < 205; i++) await apriPostaCittadino(dati, 'folla', `cittadino${i}@pec.example`);
  expect(await readdir(join(dati, 'dimostrazione', 'cittadini', 'folla'))).toHaveLength(200);
  await consegnaAlCittadino(dati, 'folla', 'cittadino204@pec.example', lettera('Prova'));
  expect(await leggiPostaCittadino(dati, 'folla', 'cittadino204@pec.example')).toHaveLength(1);
});
