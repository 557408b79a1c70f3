import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  objectKey,
  ObjectMissing,
  ObjectTooLarge,
  openFileSystemStore,
  StorageUnavailable,
  verifyObject,
  type ObjectStore,
} from './index.ts';

const ENTE = 'ente-1';
let cartella: string;
let archivio: ObjectStore;
beforeEach(async () => {
  cartella = mkdtempSync(join(tmpdir(), 'tabularium-archivio-'));
  archivio = await openFileSystemStore(cartella);
});
afterEach(() => rmSync(cartella, { recursive: true, force: true }));

async function* corpo(...pezzi: string[]): AsyncGenerator<Buffer> {
  for (const pezzo of pezzi) yield Buffer.from(pezzo);
}
const metti = async (testo: string): Promise<{ key: string; digest: string; percorso: string }> => {
  const deposito = await archivio.stage(ENTE, corpo(testo), { maxBytes: 1000 });
  await deposito.publish();
  return { ...deposito, percorso: join(cartella, deposito.key) };
};
const inArrivo = (): string[] => readdirSync(join(cartella, '.incoming'));
const elenco = async (): Promise<string[]> => {
  const chiavi: string[] = [];
  for await (const { key } of archivio.list(ENTE)) chiavi.push(key);
  return chiavi;
};

test('un oggetto si vede solo dopo publish, sotto la sua impronta, in sola lettura e in copia unica', async () => {
  const deposito = await archivio.stage(ENTE, corpo('due ', 'pezzi'), { maxBytes: 9 });
  expect(deposito.size).toBe(9);
  expect(await archivio.head(deposito.key)).toBeUndefined();
  await deposito.publish();
  const percorso = join(cartella, deposito.key);
  expect(execFileSync('sha256sum', [percorso], { encoding: 'utf8' }).slice(0, 64)).toBe(deposito.digest);
  expect(deposito.key).toBe(objectKey(ENTE, deposito.digest));
  const prima = statSync(percorso);
  expect(prima.mode & 0o777).toBe(0o444);

  const ancora = await metti('due pezzi');
  expect(ancora.key).toBe(deposito.key);
  expect(statSync(percorso)).toMatchObject({ ino: prima.ino, nlink: 1, mtimeMs: prima.mtimeMs });
  expect(await elenco()).toEqual([deposito.key]);
  expect(inArrivo()).toEqual([]);
});

test('si legge tutto o una parte; ciò che non c’è è dichiarato tale', async () => {
  const { key } = await metti('0123456789');
  expect(await text(await archivio.get(key))).toBe('0123456789');
  expect(await text(await archivio.get(key, { start: 3, end: 5 }))).toBe('345');
  await archivio.delete(key);
  await archivio.delete(key);
  await expect(archivio.get(key)).rejects.toThrow(ObjectMissing);
  expect(await archivio.head(key)).toBeUndefined();
});

test('una chiave non porta mai fuori dall’archivio', async () => {
  const chiavi = [
    '../../etc/passwd',
    `${ENTE}/ab/cd/..`,
    `../x/${'ab/cd/'}${'abcd'.repeat(16)}`,
    `${ENTE}/ab/cd/${'0'.repeat(64)}`,
  ];
  for (const chiave of chiavi) await expect(archivio.get(chiave), chiave).rejects.toThrow(TypeError);
});

test('oltre il limite, o se chi manda si interrompe, non resta nulla', async () => {
  await expect(archivio.stage(ENTE, corpo('12345', '67890'), { maxBytes: 9 })).rejects.toThrow(
    ObjectTooLarge,
  );
  async function* interrotto(): AsyncGenerator<Buffer> {
    yield Buffer.from('metà');
    throw new Error('linea caduta');
  }
  await expect(archivio.stage(ENTE, interrotto(), { maxBytes: 100 })).rejects.toThrow('linea caduta');
  const deposito = await archivio.stage(ENTE, corpo('ripensato'), { maxBytes: 100 });
  await deposito.discard();
  await expect(deposito.publish()).rejects.toThrow(StorageUnavailable);
  expect(inArrivo()).toEqual([]);
  expect(await elenco()).toEqual([]);
});

test('se il volume sparisce, l’errore è dell’archivio e non di chi manda', async () => {
  rmSync(cartella, { recursive: true });
  writeFileSync(cartella, 'qui non c’è più una cartella');
  await expect(archivio.stage(ENTE, corpo('x'), { maxBytes: 100 })).rejects.toThrow(StorageUnavailable);
  await expect(archivio.get(objectKey(ENTE, 'a'.repeat(64)))).rejects.toThrow(StorageUnavailable);
});

test('una copia già presente ma di altra lunghezza non è né usata né sostituita', async () => {
  const { percorso } = await metti('contenuto buono');
  chmodSync(percorso, 0o644);
  writeFileSync(percorso, 'troncato');
  await expect(metti('contenuto buono')).rejects.toThrow(StorageUnavailable);
  expect(execFileSync('cat', [percorso], { encoding: 'utf8' })).toBe('troncato');
});

test('la verifica ricalcola l’impronta e distingue alterato da mancante', async () => {
  const { key, digest, percorso } = await metti('contenuto');
  expect(await verifyObject(archivio, key, digest)).toBe('intact');
  chmodSync(percorso, 0o644);
  writeFileSync(percorso, 'contenutO');
  expect(await verifyObject(archivio, key, digest)).toBe('altered');
  rmSync(percorso);
  expect(await verifyObject(archivio, key, digest)).toBe('missing');
});

test('venti scritture insieme dello stesso contenuto lasciano un solo file', async () => {
  const chiavi = await Promise.all(Array.from({ length: 20 }, () => metti('uguale per tutti')));
  expect(new Set(chiavi.map((c) => c.key)).size).toBe(1);
  expect(await elenco()).toHaveLength(1);
  expect(inArrivo()).toEqual([]);
  expect(createHash('sha256').update('uguale per tutti').digest('hex')).toBe(chiavi[0]?.digest);
});

test('all’apertura spariscono i resti dei processi finiti, non i caricamenti degli altri', async () => {
  const macchina = hostname().replace(/[^A-Za-z0-9-]/g, '-');
  const finito = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
  const crea = (proprietario: string, pid: string | number): string => {
    const nome = `${proprietario}~${pid}~${randomUUID()}~${randomUUID()}`;
    writeFileSync(join(cartella, '.incoming', nome), 'a metà');
    return nome;
  };
  const mio = await archivio.stage(ENTE, corpo('in corso'), { maxBytes: 100 });
  const [morto, rinato] = [crea(macchina, finito), crea(macchina, process.pid)];
  const [vivo, altrove, antico] = [
    crea(macchina, process.ppid),
    crea('altra-macchina', 1),
    crea('altra-macchina', 2),
  ];
  execFileSync('touch', ['-d', '2 days ago', join(cartella, '.incoming', antico)]);

  await openFileSystemStore(cartella);
  const rimasti = inArrivo();
  expect(rimasti).toContain(vivo);
  expect(rimasti).toContain(altrove);
  for (const nome of [morto, rinato, antico]) expect(rimasti).not.toContain(nome);
  await mio.publish();
  expect(existsSync(join(cartella, mio.key))).toBe(true);
});
