import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A small project in which each file but the first two breaks one rule of .dependency-cruiser.cjs, to see them bite.
const FILE: Record<string, string> = {
  'src/platform/db/index.ts': `export { interno } from './interno.ts';`,
  'src/platform/db/interno.ts': `export const interno = 1;`,
  'src/platform/http/index.ts': `import '../db/interno.ts';`,
  'src/platform/log/index.ts': `import '#tracciamento';`,
  'src/tracciamento/index.ts': `export const x = 1;`,
  'src/tracciamento/in-su.ts': `import '#registrazione';`,
  'src/autorizzazioni/in-su.ts': `import type {} from '#registrazione';`,
  'src/registrazione/index.ts': `import '../platform/db/interno.ts';`,
  'src/registrazione/registrazione.schema.ts': `export type T = 1; export const valore = 1;`,
  'src/registrazione/di-nascosto.ts': `import '../tracciamento/in-su.ts';`,
  'src/registrazione/a.ts': `import './b.ts';`,
  'src/registrazione/b.ts': `import './a.ts';`,
  'src/documenti/prove.ts': `import '../../test/prova.ts';`,
  'src/app/index.ts': `import '../registrazione/a.ts';`,
  'src/web/giusto.ts': `import type { T } from '../registrazione/registrazione.schema.ts'; export type U = T;`,
  'src/web/valore.ts': `import { valore } from '../registrazione/registrazione.schema.ts'; export { valore };`,
  'src/web/tutto.ts': `import '#registrazione';`,
  'src/app/web.ts': `import '../web/giusto.ts';`,
  'src/nuova/index.ts': `import '#registrazione';`,
  'src/documenti/manca.ts': `import './non-esiste.ts';`,
  'src/documenti/sviluppo.ts': `import 'vitest';`,
  'test/prova.ts': `export {};`,
};

let violazioni: string[];
let cartella: string;

beforeAll(() => {
  cartella = mkdtempSync(join(tmpdir(), 'tabularium-strati-'));
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
    cpSync(file, join(cartella, file));
  symlinkSync(resolve('node_modules'), join(cartella, 'node_modules'));
  for (const [file, testo] of Object.entries(FILE)) {
    mkdirSync(dirname(join(cartella, file)), { recursive: true });
    writeFileSync(join(cartella, file), testo);
  }
  const { stdout } = spawnSync('node_modules/.bin/depcruise', ['src', 'test', '--output-type', 'json'], {
    cwd: cartella,
    encoding: 'utf8',
  });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  violazioni = summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
});
afterAll(() => rmSync(cartella, { recursive: true }));

test('gli import che la casa vieta sono trovati, e solo quelli', () => {
  expect(new Set(violazioni)).toEqual(
    new Set([
      'src/app/index.ts: app-solo-dal-volto',
      'src/app/web.ts: app-solo-dal-volto',
      'src/app/web.ts: server-senza-web',
      'src/autorizzazioni/in-su.ts: strati-autorizzazioni',
      'src/documenti/manca.ts: import-risolti',
      'src/documenti/prove.ts: prodotto-senza-prove',
      'src/documenti/sviluppo.ts: prodotto-senza-dipendenze-di-sviluppo',
      'src/nuova/index.ts: strati-conosciuti',
      'src/platform/http/index.ts: platform-tra-parti',
      'src/platform/log/index.ts: strati-platform',
      'src/registrazione/a.ts: nessun-ciclo',
      'src/registrazione/di-nascosto.ts: solo-dal-volto',
      'src/registrazione/index.ts: platform-solo-dal-volto',
      'src/tracciamento/in-su.ts: strati-tracciamento',
      'src/web/tutto.ts: web-solo-schemi',
      'src/web/valore.ts: web-solo-tipi',
    ]),
  );
});
