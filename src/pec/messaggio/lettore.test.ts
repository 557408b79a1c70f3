import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import {
  busta,
  file,
  firmatariDiProva,
  grezzo,
  multiparte,
  originale,
  testo,
} from '../../../test/support/messaggi-di-prova.ts';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { leggi } from './lettore.ts';
import { leggiMessaggio } from './leggi-messaggio.ts';

const cartella = mkdtempSync(join(tmpdir(), 'tabularium-lettore-'));
afterAll(() => rmSync(cartella, { recursive: true }));

const autorita = [{ nome: 'Prova', certificato: (await firmatariDiProva()).autorita.pem }];
const prova = await busta(originale(multiparte('mixed', testo('x'), file('a.pdf', pdfDiProva()))));

test('nel recinto si legge lo stesso che fuori, da un file o dai byte', async () => {
  const su = join(cartella, 'prova.eml');
  writeFileSync(su, prova);
  const atteso = await leggiMessaggio(prova, { autorita });
  for (const sorgente of [{ file: su }, { byte: prova }]) {
    const letto = await leggi(sorgente, { autorita });
    expect(letto.messaggio).toEqual(atteso);
    expect(letto.leggibilita).toEqual({ esito: 'positiva', motivi: [] });
    expect(letto.esiti.find(({ codice }) => codice === 'bes-12')?.esito).toBe('conforme');
  }
});

test('i più grandi stanno nei limiti', async () => {
  const su = join(cartella, 'grande.eml');
  writeFileSync(
    su,
    originale(multiparte('mixed', testo('x'), grezzo('a.bin', randomBytes(25 * 1024 * 1024)))),
  );
  const { messaggio } = await leggi({ file: su }, { autorita });
  expect(messaggio.parti[0]?.dimensione).toBe(25 * 1024 * 1024);
});

test('chi passa i limiti è rifiutato con una ragione, e il seguente si legge', async () => {
  const su = join(cartella, 'enorme.eml');
  writeFileSync(su, Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.alloc(220 * 1024 * 1024, 65)]));
  await expect(leggi({ file: su }, { autorita })).rejects.toMatchObject({
    name: 'LetturaRifiutata',
    motivo: 'oltre-i-limiti',
  });
  expect((await leggi({ byte: prova }, { autorita })).messaggio.tipo).toBe('posta-certificata');
});

test('un errore di chi legge è una ragione anch’esso', async () => {
  await expect(leggi({ byte: prova }, { autorita, regole: null as never })).rejects.toMatchObject({
    motivo: 'guasto',
  });
});
