import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const pagine = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md']);

/** `page: target` of each link or picture of a page that points inside the project to something that is not there. */
function collegamentiRotti(pagina: string, testo: string): string[] {
  return [...testo.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, meta]) => meta ?? '')
    .filter((meta) => meta !== '' && !/^[a-z]+:/.test(meta))
    .filter((meta) => !existsSync(normalize(join(dirname(pagina), decodeURI(meta)))))
    .map((meta) => `${pagina}: ${meta}`);
}

test('ogni collegamento e ogni figura della documentazione portano a un file che c’è', () => {
  expect(collegamentiRotti('docs/x.md', '[a](y.md) ![b](../README.md) [c](https://example.org)')).toEqual([
    'docs/x.md: y.md',
  ]);
  expect(pagine.flatMap((pagina) => collegamentiRotti(pagina, readFileSync(pagina, 'utf8')))).toEqual([]);
});

test('ogni figura di publiccode.yml è nel repository', () => {
  const figure = readFileSync('publiccode.yml', 'utf8').match(/(?<=- )\S+\.(png|jpg)$/gm) ?? [];
  expect(figure).not.toEqual([]);
  expect(figure.filter((figura) => !existsSync(figura))).toEqual([]);
});

test('ogni voce del glossario sta dove il glossario dice', () => {
  const testo = readFileSync('docs/glossario.md', 'utf8');
  const luoghi = testo.match(/(?<=`)(?:src|docs|db)\/[^`]*(?=`)/g) ?? [];
  expect(luoghi.length).toBeGreaterThan(30);
  expect(luoghi.filter((luogo) => !existsSync(luogo))).toEqual([]);
});
