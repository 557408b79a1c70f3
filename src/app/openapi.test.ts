import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { conShared } from '../../test/support/condivisi.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

// The national ruleset is kept beside the clone; only this test reads it.
test('la descrizione dell’API non ha errori per le regole italiane', async (t) => {
  const regole = conShared(t, 'standards/api-oas-checker/spectral-italian-full.merged.yml');
  const { testo, stato } = await p.chiama(null, 'GET', '/openapi.json');
  expect(stato).toBe(200);
  const cartella = await mkdtemp(join(tmpdir(), 'openapi-'));
  try {
    const file = join(cartella, 'openapi.json');
    await writeFile(file, testo);
    const spectral = join(import.meta.dirname, '../../node_modules/.bin/spectral');
    const esito = await promisify(execFile)(
      spectral,
      ['lint', file, '--ruleset', regole, '--format', 'json', '--fail-severity', 'error', '--quiet'],
      {
        maxBuffer: 64 * 1024 * 1024,
      },
    ).catch((errore: { stdout: string; stderr: string }) => errore);
    const trovati = JSON.parse(esito.stdout || '[]') as {
      code: string;
      severity: number;
      message: string;
      path: string[];
    }[];
    expect(esito.stderr).toBe('');
    expect(
      trovati.filter((x) => x.severity === 0).map((x) => `${x.code} ${x.path.join('/')}: ${x.message}`),
    ).toEqual([]);
  } finally {
    await rm(cartella, { recursive: true });
  }
});
