import { execFileSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { avviaMarcatura, type MarcaturaDiProva } from '../../../test/support/marcatura-di-prova.ts';
import { chiediMarca, type AutoritaMarche } from './chiedi-marca.ts';
import { leggiMarca } from './leggi-marca.ts';

let tsa: MarcaturaDiProva;
let autorita: AutoritaMarche;
beforeAll(async () => {
  tsa = await avviaMarcatura();
  const fidati = [new X509Certificate(readFileSync(tsa.radice))];
  autorita = { url: tsa.url, utente: 'comune', password: 'segreta', fidati };
});
afterAll(() => tsa.chiudi());
beforeEach(() => {
  tsa.modo = 'buona';
});

test('la marca è dell’impronta, firmata dall’autorità fidata, e la riconosce anche openssl', async () => {
  const impronta = randomBytes(32);
  const { marca, istante } = await chiediMarca(autorita, impronta);
  expect(Math.abs(istante.getTime() - Date.now())).toBeLessThan(60_000);
  expect(await leggiMarca(marca)).toMatchObject({ impronta, firmaValida: true, politica: '1.2.3.4.1' });
  expect(tsa.credenziali.at(-1)).toBe(`Basic ${Buffer.from('comune:segreta').toString('base64')}`);
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-marca-'));
  writeFileSync(join(cartella, 'marca'), marca);
  const esito = execFileSync(
    'openssl',
    [
      'ts',
      '-verify',
      '-in',
      'marca',
      '-token_in',
      '-digest',
      impronta.toString('hex'),
      '-CAfile',
      tsa.radice,
    ],
    { cwd: cartella, encoding: 'utf8', stdio: 'pipe' },
  );
  rmSync(cartella, { recursive: true });
  expect(esito).toContain('Verification: OK');
});

test('una marca alterata in un byte qualsiasi non vale', async () => {
  const impronta = randomBytes(32);
  const { marca } = await chiediMarca(autorita, impronta);
  const { firmaValida } = await leggiMarca(marca);
  expect(firmaValida).toBe(true);
  // Within what is signed: the stamped digest, and the signature itself, which is at the end.
  for (const dove of [marca.indexOf(impronta), marca.length - 10]) {
    const alterata = Buffer.from(marca);
    alterata[dove] = (alterata[dove] ?? 0) ^ 1;
    const letta = await leggiMarca(alterata);
    expect(letta.firmaValida && letta.impronta.equals(impronta)).toBe(false);
  }
});

test.each([
  ['guasta', 'risponde 503'],
  ['illeggibile', 'non si legge'],
  ['rifiuto', 'rifiuta la richiesta'],
  ['vecchia', 'un’altra impronta'],
] as const)('la risposta «%s» è rifiutata, dicendo perché', async (modo, perche) => {
  await chiediMarca(autorita, randomBytes(32));
  tsa.modo = modo;
  await expect(chiediMarca(autorita, randomBytes(32))).rejects.toThrow(perche);
});

test('una risposta alla stessa impronta ma a un’altra richiesta è rifiutata', async () => {
  const impronta = randomBytes(32);
  await chiediMarca(autorita, impronta);
  tsa.modo = 'vecchia';
  await expect(chiediMarca(autorita, impronta)).rejects.toThrow('un’altra richiesta');
});

test('di un’autorità che non è fra quelle fidate la marca non si prende', async () => {
  const altra = await avviaMarcatura();
  await expect(chiediMarca({ ...autorita, url: altra.url }, randomBytes(32))).rejects.toThrow(
    'autorità fidata',
  );
  await altra.chiudi();
  await expect(chiediMarca({ ...autorita, url: altra.url }, randomBytes(32))).rejects.toThrow('non risponde');
});
