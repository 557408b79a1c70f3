import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const RADICE = join(import.meta.dirname, '..');

test('ogni regola tecnica dell’elenco ha le sue prove, e ci sono ancora (parte di ASM-7: lo scambio fra enti e l’emergenza verranno)', () => {
  const prove = globSync('{src,test}/**/*.test.ts', { cwd: RADICE }).map((f) =>
    readFileSync(join(RADICE, f), 'utf8'),
  );
  const righe = readFileSync(join(RADICE, 'docs/regole-tecniche.md'), 'utf8')
    .split('\n')
    .filter((r) => r.startsWith('| ') && !/^\| (rule|-)/.test(r));
  expect(righe.length).toBeGreaterThan(30);
  for (const riga of righe) {
    const titoli = [...riga.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '');
    expect([riga, titoli.length > 0]).toEqual([riga, true]);
    for (const titolo of titoli)
      expect([titolo, prove.some((p) => p.includes(`'${titolo}'`))]).toEqual([titolo, true]);
  }
});
