import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conShared } from '../support/condivisi.ts';

const valida = (file: string): { riuscita: boolean; uscita: string } => {
  const esito = spawnSync(
    'node_modules/.bin/spectral',
    ['lint', file, '--ruleset', 'test/casa/publiccode.spectral.json'],
    { encoding: 'utf8' },
  );
  return { riuscita: esito.status === 0, uscita: esito.stdout + esito.stderr };
};

test('publiccode.yml ha tutte le chiavi obbligatorie dello standard, e nessuna che non preveda', () => {
  expect(valida('publiccode.yml')).toMatchObject({ riuscita: true });
});

test('lo schema accetta l’esempio minimo dello standard e rifiuta ciò che non è un publiccode', (t) => {
  const minimo = conShared(t, 'standards/publiccode/publiccode.minimal.yml');
  expect(valida(minimo)).toMatchObject({ riuscita: true });
  expect(valida('package.json')).toMatchObject({ riuscita: false });
});

test('categorie e ambiti di publiccode.yml sono nei vocabolari dello standard', (t) => {
  const testo = readFileSync('publiccode.yml', 'utf8');
  const elenco = (chiave: string): string[] =>
    (new RegExp(`^ *${chiave}:\\n((?: +- .*\\n)+)`, 'm').exec(testo)?.[1] ?? '').match(/(?<=- ).+/g) ?? [];
  const vocabolario = (nome: string): string[] =>
    readFileSync(conShared(t, `standards/publiccode/${nome}-list.rst`), 'utf8').match(/(?<=^- +)\S+$/gm) ??
    [];
  expect(elenco('categories')).not.toEqual([]);
  expect(elenco('scope')).not.toEqual([]);
  expect(vocabolario('categories')).toEqual(expect.arrayContaining(elenco('categories')));
  expect(vocabolario('scope')).toEqual(expect.arrayContaining(elenco('scope')));
});

test('la versione di publiccode.yml è quella del pacchetto', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(readFileSync('publiccode.yml', 'utf8')).toContain(`\nsoftwareVersion: ${version}\n`);
});
