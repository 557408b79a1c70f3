import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVault, parseKeys, vaultOf, type Key } from './index.ts';

const chiave = (id: string, byte: number): Key => ({ id, bytes: Buffer.alloc(32, byte) });
const vecchia = chiave('k1', 1);
const nuova = chiave('k2', 2);

let cartella: string;
beforeAll(() => {
  cartella = mkdtempSync(join(tmpdir(), 'tabularium-vault-'));
});
afterAll(() => rmSync(cartella, { recursive: true }));

test('ciò che è chiuso si riapre nel suo posto, è diverso ogni volta, e altrove o alterato non si apre', () => {
  const vault = vaultOf([vecchia]);
  const chiuso = vault.seal('fattore_totp/1', 'perché sì');
  expect(vault.open('fattore_totp/1', chiuso)).toBe('perché sì');
  expect(chiuso).not.toContain('perch');
  expect(vault.seal('fattore_totp/1', 'perché sì')).not.toBe(chiuso);
  expect(() => vault.open('fattore_totp/2', chiuso)).toThrow();
  for (let i = chiuso.lastIndexOf('.') + 1; i < chiuso.length - 1; i++) {
    const alterato = `${chiuso.slice(0, i)}${chiuso[i] === 'A' ? 'B' : 'A'}${chiuso.slice(i + 1)}`;
    expect(() => vault.open('fattore_totp/1', alterato)).toThrow();
  }
  for (const rotto of ['', 'v1.k1.', 'v1.k1.AAAA', 'v2.k1.AAAA', chiuso.replace('k1', 'k9')])
    expect(() => vault.open('fattore_totp/1', rotto)).toThrow();
});

test('con una chiave nuova davanti il vecchio si apre ancora, e si sa che va richiuso', () => {
  const chiuso = vaultOf([vecchia]).seal('p', 'segreto');
  const dopo = vaultOf([nuova, vecchia]);
  expect(dopo.open('p', chiuso)).toBe('segreto');
  expect(dopo.isStale(chiuso)).toBe(true);
  const richiuso = dopo.seal('p', 'segreto');
  expect(dopo.isStale(richiuso)).toBe(false);
  expect(vaultOf([nuova]).open('p', richiuso)).toBe('segreto');
  expect(() => vaultOf([nuova]).open('p', chiuso)).toThrow('k1');
  // The same key under another name is not the same: the name is sealed too.
  expect(() => vaultOf([{ ...vecchia, id: 'k3' }]).open('p', chiuso.replace('.k1.', '.k3.'))).toThrow();
});

test('senza impostazione la chiave nasce nella cartella dei dati, la legge solo il suo proprietario, e la ritrovano tutti i processi', async () => {
  const prova = `import { openVault } from '#platform/vault';
    process.stdout.write(openVault(process.argv[1], undefined).seal('p', 'segreto'));`;
  const processi = await Promise.all(
    Array.from({ length: 4 }, () =>
      promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', prova, cartella]),
    ),
  );
  const vault = openVault(cartella, undefined);
  expect(processi.map((p) => vault.open('p', p.stdout))).toEqual(Array(4).fill('segreto'));
  expect(readdirSync(cartella)).toEqual(['vault.keys.json']);
  expect(statSync(join(cartella, 'vault.keys.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(cartella, 'vault.keys.json'), 'utf8')).not.toContain('segreto');
});

test('le chiavi delle impostazioni sono coppie di nome e 32 byte, ciascuna con un nome suo', () => {
  const b64 = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  expect(parseKeys(`k2:${b64(2)}, k1:${b64(1)}`)).toEqual([nuova, vecchia]);
  for (const errata of ['', 'k1', `k1:${b64(1)} k1:${b64(2)}`, 'k1:YWJj', `K_1:${b64(1)}`])
    expect(parseKeys(errata)).toBeUndefined();
});
